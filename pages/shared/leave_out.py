"""The switch that leaves marked images out of every number; its state is in the URL."""

from __future__ import annotations

import streamlit as st

from core.datasets.review import UNSURE, WRONG, Review, load_review
from core.errors import RaresightError
from core.runs.pooled import Experiment
from pages.shared import state

CHOICE, OUT = "marked", "left-out"


def marked_out(name: str) -> frozenset[str]:
    """Return the images that are left out now: none unless the switch is on."""
    return frozenset(_review(name).marks) if state.read(CHOICE) == OUT else frozenset()


def switch(name: str) -> None:
    """Offer to leave the marked images out; nothing where no image is marked."""
    try:
        review = load_review(name)
    except RaresightError as error:
        st.text(str(error))
        return
    n_marked = len(review.marks)
    if not n_marked:
        return
    st.session_state["leave_out"] = state.read(CHOICE) == OUT
    st.toggle(
        f"Leave {n_marked:,} marked images out" if n_marked > 1 else "Leave 1 marked image out",
        key="leave_out",
        on_change=lambda: state.write(CHOICE, OUT if st.session_state["leave_out"] else ""),
        help=f"Marked on the Images page: {review.counts[WRONG]:,} “label is wrong”, "
        f"{review.counts[UNSURE]:,} “unsure”. Every number of every strategy is then counted "
        "without them.",
    )


def words(experiment: Experiment) -> str:
    """Say how many images are left out; nothing where none is."""
    n = experiment.n_marked_out
    if not n:
        return ""
    return f"{n:,} marked images are left out." if n > 1 else "1 marked image is left out."


def _review(name: str) -> Review:
    try:
        return load_review(name)
    except RaresightError:  # the switch says what is wrong with the file
        return Review()
