"""What a person does on the Label page, kept in labels.csv: each act once, in its order."""

from __future__ import annotations

import secrets
from typing import Any

import streamlit as st

from core.collection.labels import append_label, undo_last
from core.errors import RaresightError
from pages.shared import gathered_data

KEY = "labeller"


def desk_state(images: str) -> dict[str, Any]:
    """Return what this session keeps about its labelling of one experiment.

    again: images whose label was taken back, to be shown first. last: the latest label, or None.
    problem: why the latest act failed, or "". sent: keys of the pictures the browser holds.
    """
    kept = st.session_state.get("desk")
    if kept is None or kept["images"] != images:
        nobody = {"mount": "", "id": 0}
        kept = {"images": images, "again": [], "last": None, "problem": "", "sent": set()}
        st.session_state["desk"] = kept | {"acknowledged": nobody}
    return st.session_state["desk"]


def session() -> str:
    """Return this session's own name, which also signs the labels of who gives no other."""
    return st.session_state.setdefault("session_name", f"session-{secrets.token_hex(3)}")


def person() -> str:
    """Return the name that signs the labels."""
    return str(st.session_state.get("person") or "").strip() or session()


def take_acts(images: str) -> None:
    """Keep the acts that came and are not kept yet."""
    came, desk = st.session_state[KEY]["acts"], desk_state(images)
    mount = str(came["mount"])
    if desk["acknowledged"]["mount"] != mount:
        desk["acknowledged"] = {"mount": mount, "id": 0}
    for act in came["acts"]:
        if int(act["id"]) > desk["acknowledged"]["id"]:
            desk["acknowledged"] = {"mount": mount, "id": int(act["id"])}
            _take(images, desk, act)


def forget_sent(images: str) -> None:
    """Send every picture of the queue again: the browser holds some no longer."""
    desk_state(images)["sent"].clear()


def _take(images: str, desk: dict[str, Any], act: dict[str, Any]) -> None:
    desk["problem"], desk["last"] = "", None
    try:
        if act["act"] == "undo":
            image = undo_last(images, person())
            if image is not None:
                desk["again"] = [image, *(i for i in desk["again"] if i != image)]
        else:
            image = str(act["key"])
            _check_known(images, image)
            append_label(images, image, str(act["label"]), person())
            desk["again"] = [i for i in desk["again"] if i != image]
            desk["last"] = {"image": image, "label": str(act["label"])}
    except RaresightError as error:
        desk["problem"] = str(error)


def _check_known(images: str, image: str) -> None:
    if not (gathered_data.pictures(images)["image"] == image).any():
        raise RaresightError(
            f"{image!r} is none of the images of {images}; expected one of those shown. Reload the "
            "page."
        )
