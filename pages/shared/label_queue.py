"""What is labelled next, and its pictures, ready before they are asked for."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import pandas as pd
import streamlit as st

from core.charts.overlay import jpeg_uri
from core.collection.desk import shared_desk
from core.collection.label_order import NEAREST, order_images
from core.collection.pictures import picture_path
from core.errors import RaresightError
from core.inference.decode import decode_image
from pages.shared import gathered_data
from pages.shared.gathered_choices import Operating
from pages.shared.label_acts import desk_state, session

N_AHEAD = 8  # more than fast keys can answer while one answer travels
PICTURE_PX = 1_280
N_UNREADABLE = 24  # then the folder itself is wrong
SOURCES = {"street_view": "Google Street View", "mapillary": "Mapillary"}


def ordered(images: str, by: Operating | None, order: str) -> list[str]:
    """Return all images in the order to label them; random where nobody scored them."""
    nothing = pd.DataFrame({"image": [], "score": []})
    scores = nothing if by is None else gathered_data.scores(images, by)
    threshold = by.threshold if by is not None and order == NEAREST else 0.0
    version = gathered_data.version(images, by)
    return _ordered(version, order, threshold, gathered_data.pictures(images), scores)


def next_items(images: str, order: list[str]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the queue, and the pictures of it that the browser does not hold yet."""
    desk, bad = desk_state(images), unreadable(images)
    labelled = set(gathered_data.labels(images)["image"])
    again = [image for image in desk["again"] if image not in labelled]
    todo = [image for image in order if image not in labelled and image not in again]
    shown: dict[str, str] = {}
    while len(shown) < N_AHEAD and len(bad) < N_UNREADABLE:
        left = [image for image in todo if image not in bad]
        wanted = (again + shared_desk().take(images, session(), left, N_AHEAD))[:N_AHEAD]
        news = [image for image in wanted if image not in shown and image not in bad]
        if not news:
            break
        shown |= _pictures(images, news)
    new = {image: uri for image, uri in shown.items() if image not in desk["sent"]}
    desk["sent"] = set(shown)
    return _items(images, list(shown)), new


def unreadable(images: str) -> dict[str, str]:
    """Return the images that could not be shown in this session, and why."""
    return st.session_state.setdefault(f"unreadable {images}", {})


def _pictures(images: str, names: list[str]) -> dict[str, str]:
    """Return those that can be shown, as data: addresses; remember why others cannot."""
    found, bad = {}, unreadable(images)
    for name in names:
        try:
            path = picture_path(images, name)
            found[name] = _picture(str(path), path.stat().st_mtime_ns)
        except RaresightError as error:
            bad[name] = str(error)
        except OSError as error:
            bad[name] = f"{name} cannot be read: {error.strerror}."
    return found


@st.cache_data(max_entries=64, show_spinner=False)
def _picture(path: str, modified_ns: int) -> str:
    file = Path(path)
    return jpeg_uri(decode_image(file.read_bytes(), file.name).pixels, PICTURE_PX)


@st.cache_data(max_entries=16, show_spinner=False)
def _ordered(
    version: Hashable, order: str, threshold: float, _pictures: pd.DataFrame, _scores: pd.DataFrame
) -> list[str]:
    return order_images(_pictures["image"].tolist(), _scores, order, threshold=threshold)


def _items(images: str, names: list[str]) -> list[dict[str, str]]:
    pictures = gathered_data.pictures(images)
    rows = pictures[pictures["image"].isin(names)].set_index("image")
    return [{"key": name, "image": name, "about": _about(rows.loc[name])} for name in names]


def _about(row: pd.Series) -> str:
    """Say where a picture is from, and whose it is: licences ask for that."""
    source = SOURCES.get(row["source"], row["source"])
    parts = (row["city"], row["date"], source, row["author"], row["licence"])
    return " · ".join(str(part) for part in parts if part)
