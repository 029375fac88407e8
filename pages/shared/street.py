"""On the street: how rare graffiti is there, and what that does to the work."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import columns, state
from pages.shared.comparison import Comparison
from pages.shared.figures_words import DASH, per_cent

AS_VALIDATED = 0.0
SHARES = (0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2)


def show(shown: Comparison) -> None:
    """Let the user set the street's share of graffiti; say what 1,000 images would bring."""
    st.subheader("On the street", anchor=False)
    current = shown.terms.prevalence or AS_VALIDATED
    st.session_state["prevalence"] = current
    st.select_slider(
        "Share of images with graffiti",
        sorted({AS_VALIDATED, *SHARES, current}),
        key="prevalence",
        format_func=lambda share: per_cent(share) if share else "as validated",
        on_change=_changed,
        help="Precision, F1, accuracy, flagged and cost follow, here and on the board.",
    )
    at = shown.threshold_indices()
    frame = pd.DataFrame([_row(shown, strategy, k) for strategy, k in at.items()])
    st.dataframe(
        frame,
        hide_index=True,
        width="content",
        height="content",
        column_config=columns.of_strategies(frame),
        key="street",
    )
    st.caption(
        "Of 1,000 images like these, at the thresholds of the board: how many you would look at, "
        "how many of them are graffiti, and how much graffiti nobody would see."
    )


def _changed() -> None:
    share = st.session_state["prevalence"]
    state.write("prevalence", f"{share:g}" if share else "")


def _row(shown: Comparison, strategy: str, k: int) -> dict[str, str]:
    rows = shown.rows(strategy)
    flagged = rows["flagged_rate"][k] * 1_000
    graffiti = flagged * rows["precision"][k] if flagged else 0.0
    missed = _missed(shown, strategy, k)
    return {
        "Strategy": strategy,
        "You look at": _count(flagged),
        "Graffiti among them": _count(graffiti),
        "Graffiti missed": _count(missed),
    }


def _missed(shown: Comparison, strategy: str, k: int) -> float:
    sweep = shown.sweep(strategy)
    counted = sweep.n_positives / (sweep.n_positives + sweep.n_negatives)
    rows = shown.rows(strategy)
    share = counted if shown.terms.prevalence is None else shown.terms.prevalence
    return 1_000 * share * rows["miss_rate"][k]


def _count(n: float) -> str:
    return DASH if n != n else f"{n:,.1f}"
