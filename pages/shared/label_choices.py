"""The bar above the labeller: whose images, in which order, and whose guess is shown after."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.collection.label_order import HIGHEST, NEAREST, RANDOM
from core.collection.pictures import list_unlabelled
from core.errors import RaresightError
from pages.shared import gathered_choices, gathered_data, gathered_scoring, map_words, state
from pages.shared.gathered_choices import Operating
from pages.shared.plain import plain

ORDERS = {
    HIGHEST: "Highest score first",
    NEAREST: "Most uncertain first",
    RANDOM: "Random",
}
EMPTY = (
    "No images to label yet. Gather some with `python -m core collect --cities data/cities.csv "
    "--per-city 500`, or put pictures into `data/EXPERIMENT/images/`."
)


@dataclass(frozen=True, slots=True)
class Labelling:
    """Whose images are labelled, in which order, and which model guesses; None: there is none."""

    images: str
    order: str
    by: Operating | None


def label_bar() -> Labelling | None:
    """Let the user choose images, order and model; None, and why, where there are no images."""
    names = list_unlabelled()
    if not names:
        st.info(EMPTY)
        return None
    left, middle, right = st.columns([3, 6, 3], vertical_alignment="center")
    with left:
        images = gathered_choices.images_picker(names, "collapsed")
    with right:
        by = _model_popover(images)
    try:
        pictures = gathered_data.pictures(images)
        scores = None if by is None else gathered_data.scores(images, by)
        gathered_data.labels(images)
    except RaresightError as error:
        st.error("These images cannot be labelled.")
        st.text(str(error))
        return None
    if pictures.empty:
        st.info(gathered_choices.NOTHING_YET)
        return None
    scored = scores is not None and bool(scores["score"].notna().any())
    with middle:
        order = _order_picker(scored)
    if order != RANDOM and not scored:
        st.caption("Without scores the order is random.")
    if by is not None:
        gathered_scoring.scoring_notice(images, by, scores, pictures["image"])
    return Labelling(images, order, by)


def _model_popover(images: str) -> Operating | None:
    with st.popover("Whose guess", icon=":material/model_training:", width="stretch"):
        rows = [st.container() for _ in range(3)]
        by = gathered_choices.operating_pickers(images, *rows)
        if by is None:
            st.caption(map_words.NO_MODEL)
        return by


def _order_picker(scored: bool) -> str:
    asked = state.read("order")
    first = HIGHEST if scored else RANDOM
    st.session_state["order"] = asked if asked in ORDERS else first
    st.segmented_control(
        "Order", ORDERS, format_func=ORDERS.get, key="order", required=True,
        label_visibility="collapsed",
        on_change=lambda: state.write("order", st.session_state["order"]),
    )  # fmt: skip
    return st.session_state["order"]


def guess_by(by: Operating) -> str:
    """Name whose guess it is, as Markdown."""
    return f"**{plain(by.strategy)}** of {plain(by.experiment.name)} at {by.threshold:.3f}"
