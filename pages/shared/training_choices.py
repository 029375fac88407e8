"""What the Training page shows: an experiment, a measure, strategies; and their histories."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.charts.style import strategy_colour
from core.runs.histories import Histories, histories_fingerprint, load_histories
from core.runs.history import MEASURES
from core.runs.learning import learning_curves
from core.runs.paths import list_experiments, list_strategies
from pages.shared import pickers, state, widgets
from pages.shared.chosen import PICKER_PX

WORDS = {
    "f1": "F1",
    "loss": "loss",
    "precision": "precision",
    "recall": "recall",
    "accuracy": "accuracy",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """fingerprint: of the files behind ``histories``; the page runs again when it changes."""

    experiment: str
    measure: str
    strategies: list[str]
    histories: Histories
    fingerprint: tuple
    colours: dict[str, str]

    @property
    def curves(self) -> pd.DataFrame:
        """Return the measure of every run of the chosen strategies, as learning.learning_curves."""
        epochs = self.histories.epochs
        shown = epochs[epochs["strategy"].isin(self.strategies)]
        return learning_curves(shown, self.measure)


def choose() -> Chosen | None:
    """Let the user choose; None where no run is stored."""
    bar = st.container(key="bar", horizontal=True, gap="small", vertical_alignment="center")
    with bar.container(width=PICKER_PX if list_experiments() else "stretch"):
        name = widgets.experiment_picker()
    if name is None:
        return None
    with bar.container(width="content"):
        measure = _measure_picker()
    fingerprint = histories_fingerprint(name)
    histories = _load(name, fingerprint)
    strategies = pickers.ordered(set(histories.epochs["strategy"]))
    if len(strategies) > 1:
        with bar.container():
            strategies = pickers.name_pills(strategies)
    colours = strategy_colour(list_strategies(name))  # those in training too: they keep theirs
    return Chosen(name, measure, strategies, histories, fingerprint, colours)


def _measure_picker() -> str:
    asked = state.read("measure")
    st.session_state["measure"] = asked if asked in MEASURES else MEASURES[0]
    st.segmented_control(
        "Measure",
        MEASURES,
        key="measure",
        required=True,
        format_func=lambda name: WORDS[name].capitalize(),
        label_visibility="collapsed",
        on_change=lambda: state.write("measure", st.session_state["measure"]),
    )
    return st.session_state["measure"]


# cache_resource: every visitor gets the same frame, and none writes into it.
@st.cache_resource(max_entries=8, show_spinner="Reading the histories ...")
def _load(name: str, fingerprint: tuple) -> Histories:
    return load_histories(name)
