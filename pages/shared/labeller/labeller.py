"""Mount the labeller in a page; see labeller.js for what it keeps in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent
SOURCE = {
    kind: (FOLDER / f"labeller.{kind}").read_text(encoding="utf-8")
    for kind in ("html", "css", "js")
}
_mount = st.components.v2.component("raresight.labeller", isolate_styles=False, **SOURCE)


def labeller(
    data: dict[str, Any], *, on_acts: Callable[[], None], on_missing: Callable[[], None], key: str
) -> None:
    """Show the first image of the queue; what the user does is in ``st.session_state[key]``.

    data: ``queue`` (list of key, image, about), ``pictures`` (key -> data: address; those the
    browser has may be left out), ``acknowledged`` (mount, id), ``last`` (label, guess) or None,
    ``empty``: what to say where the queue is empty.
    ``acts``: mount, and acts: list of id (1, 2, ...), act (label or undo), key, label: everything
    not acknowledged yet, so that an act is neither lost nor done twice however fast keys come.
    ``missing``: set where a picture was left out that the browser does not hold.
    """
    _mount(key=key, data=data, on_acts_change=on_acts, on_missing_change=on_missing)
