"""Which strategies and which images are compared."""

from __future__ import annotations

import streamlit as st

from core.charts.style import PALETTE
from core.runs.pooled import Experiment
from pages.shared import choices, state
from pages.shared.plain import plain

POOLED = ""


def fold_picker(folds: tuple[int, ...]) -> int | None:
    """Let the user choose one fold, or all pooled (None); kept in the URL."""
    options = [POOLED, *map(str, folds)]
    asked = state.read("fold")
    st.session_state["fold"] = asked if asked in options else POOLED
    st.selectbox(
        "Validation images",
        options,
        key="fold",
        label_visibility="collapsed",
        format_func=lambda fold: f"fold {fold}" if fold else "all folds",
        on_change=lambda: state.write("fold", st.session_state["fold"]),
    )
    return int(st.session_state["fold"]) if st.session_state["fold"] else None


def strategy_pills(experiment: Experiment) -> list[str]:
    """Let the user choose among the strategies of an experiment. In the article's order."""
    return name_pills(ordered(experiment.predictions))


def name_pills(options: list[str]) -> list[str]:
    """Let the user choose strategies, kept in the URL; all at first and where none is left."""
    asked = [name for name in choices.read_names("strategies") if name in options]
    st.session_state["strategies"] = asked or options
    st.pills(
        "Strategies",
        options,
        selection_mode="multi",
        label_visibility="collapsed",
        wrap=True,
        key="strategies",
        format_func=plain,
        on_change=lambda: _keep(options),
    )
    return [name for name in options if name in st.session_state["strategies"]]


def ordered(strategies: object) -> list[str]:
    """Return known strategies in the palette's order, then the others by name."""
    place = {name: i for i, name in enumerate(PALETTE)}
    return sorted(strategies, key=lambda name: (place.get(name, len(place)), name))


def _keep(options: list[str]) -> None:
    chosen = st.session_state["strategies"]
    choices.write_names("strategies", [] if set(chosen) == set(options) else chosen)
