"""The models behind the page: which are there, how far they are loaded, which are refused."""

from __future__ import annotations

import streamlit as st

from core.inference.library import shared_library
from core.inference.models import list_models
from pages.shared.plain import plain


def usable_strategies(experiment: str) -> list[str]:
    """Return the strategies whose model is not refused; say what to do where there is none."""
    if not list_models(experiment):
        st.info(
            "No strategy of this experiment has a stored model, so nothing can be classified. "
            "Train one with `python -m core train EXPERIMENT`; its fold-0 model is kept."
        )
        return []
    state = shared_library().start(experiment)
    if not (state.ready or state.waiting):
        st.error("None of the stored models can be used.")
        models_notice(experiment)
    return [*state.ready, *state.waiting]


def models_notice(experiment: str) -> None:
    """Name the models that are refused, and why."""
    for strategy, problem in shared_library().start(experiment).problems.items():
        with st.expander(f"{plain(strategy)} cannot classify", icon=":material/warning:"):
            st.text(problem)


def loading_notice(experiment: str) -> None:
    """Say that models still load, to a visitor who has given no picture yet."""
    n_waiting = len(shared_library().start(experiment).waiting)
    if n_waiting:
        st.caption(f"{n_waiting} models load in the background, once for all visitors.")
