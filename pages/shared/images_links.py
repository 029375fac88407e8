"""Ways to the Images page from a number on another page."""

from __future__ import annotations

import streamlit as st

from core.metrics.sweep import N_STEPS
from pages.shared import state

IMAGES_PAGE = "pages/images.py"
FIRST_PAGE, EVERY_SCENE = "", ""


def open_cell(strategy: str, cell: str, index: int, handle: int) -> None:
    """Go to the images of a matrix cell (tp, fn, fp or tn) at the grid position ``index``.

    handle: the grid position of the board's handle. It is kept beside the cell's threshold.
    """
    state.write("strategy", strategy)
    state.write("cell", cell)
    if index != handle:
        state.write("position", f"{handle / N_STEPS:.3f}")
    state.write("threshold", f"{index / N_STEPS:.3f}")
    _open("cell")


def open_flips(right: str, wrong: str) -> None:
    """Go to the images that one strategy decides rightly and another wrongly."""
    state.write("strategy", right)
    state.write("against", wrong)
    _open("flips")


def _open(view: str) -> None:
    state.write("view", view)
    state.write("scene", EVERY_SCENE)
    state.write("page", FIRST_PAGE)
    st.switch_page(IMAGES_PAGE)
