"""Pickers and notices that several pages share."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.runs.paths import list_experiments
from core.runs.pooled import Experiment
from pages.shared import state
from pages.shared.plain import plain

DEFAULT_EXPERIMENT = "street-photos"


def experiment_picker(names: Sequence[str] | None = None, *, label: bool = False) -> str | None:
    """Let the user choose an experiment, kept in the URL; None where there is none.

    names: the choices; those that have a history, unless given. label: say "Experiment" above it,
    as its neighbours have one too.
    """
    names = list_experiments() if names is None else names
    if not names:
        st.info(
            "No stored runs yet. Train one with `python -m core train EXPERIMENT`, or put "
            "`validation.parquet` into `history/<experiment>/<strategy>/fold-0/`."
        )
        return None
    first = DEFAULT_EXPERIMENT if DEFAULT_EXPERIMENT in names else names[0]
    asked = state.read("experiment", first)
    if asked not in names:
        st.warning(f"There is no experiment called “{plain(asked)}”; this is {plain(first)}.")
        asked = first
    st.session_state["experiment"] = asked
    st.selectbox(
        "Experiment",
        names,
        key="experiment",
        label_visibility="visible" if label else "collapsed",
        on_change=lambda: state.write("experiment", st.session_state["experiment"]),
    )
    state.write("experiment", asked)
    return asked


def broken_runs_notice(experiment: Experiment) -> None:
    """Name the runs that cannot be shown, and why; nothing where all are whole."""
    runs = [f"{report.strategy}, fold {report.fold}" for report in experiment.broken]
    if runs:
        # However many they are, the page below begins where it always does.
        one = f"{plain(runs[0])}, is not shown: its files are broken"
        many = f"{len(runs)} runs are not shown: their files are broken"
        with st.expander(one if len(runs) == 1 else many):
            for run, report in zip(runs, experiment.broken, strict=True):
                name = f"{run}: " if len(runs) > 1 else ""
                st.text(f"{name}{report.problem}")  # a path or a cell's value is never markup
    if experiment.left_out:
        shown = ", ".join(map(str, experiment.folds))
        lacking = ", ".join(
            f"{plain(strategy)} (has fold {', '.join(map(str, folds))})"
            for strategy, folds in experiment.left_out.items()
        )
        st.caption(f"Compared is fold {shown}. Left out, for want of some of them: {lacking}.")
