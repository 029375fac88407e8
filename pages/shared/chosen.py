"""The pickers above a comparison, and what is chosen with them."""

from __future__ import annotations

import streamlit as st

from core.runs.paths import list_experiments
from pages.shared import comparison, leave_out, loaders, pickers, widgets
from pages.shared.comparison import Comparison

PICKER_PX = 170  # two stand side by side on a phone


def comparison_bar(*, with_switch: bool = True) -> Comparison | None:
    """Let the user choose experiment, fold and strategies; None, and why, if there are none.

    with_switch: offer to leave marked images out, where there are any.
    """
    bar = st.container(key="bar", horizontal=True, gap="small", vertical_alignment="center")
    with bar.container(width=PICKER_PX if list_experiments() else "stretch"):
        name = widgets.experiment_picker()
    if name is None:
        return None
    with bar.container(width=PICKER_PX):
        whole = loaders.load(name)
        fold = pickers.fold_picker(whole.folds)
    experiment = whole if fold is None else loaders.load(name, fold)
    widgets.broken_runs_notice(experiment)
    if with_switch:
        leave_out.switch(name)
    if not experiment.predictions and experiment.n_marked_out:
        st.info("Every image is marked, and marked images are left out: turn the switch off.")
        return None
    if not experiment.predictions:
        st.info("No strategy of this experiment has a readable validation.parquet.")
        return None
    with bar.container():
        strategies = pickers.strategy_pills(experiment)
    return comparison.current(experiment, fold, strategies)
