"""What the runs took and what made them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.runs.run_table import run_table, strategy_table
from pages.shared.figures_words import DASH
from pages.shared.plain import plain
from pages.shared.training_choices import Chosen

WORDS = {
    "strategy": "Strategy",
    "fold": "Folds",
    "epochs": "Epochs",
    "seconds": "Seconds a run",
    "images_per_second": "Images/s",
    "n_parameters": "Parameters",
    "model_bytes": "Model",
    "network": "Network",
    "input_px": "Input px",
    "seed": "Seeds",
    "versions": "Versions",
}


def show(chosen: Chosen) -> None:
    """Show one row a strategy, means over its folds; each run by itself on request."""
    runs = _in_order(run_table(chosen.experiment, chosen.histories), chosen)
    if runs.empty:
        return
    st.subheader("Runs", anchor=False)
    _table(strategy_table(runs), key="runs")
    st.caption(
        "Means over the folds. A model is stored of fold 0 alone. A run that trains shows above by "
        "itself."
    )
    with st.expander("Each run"):
        _table(runs, key="each-run")
    if chosen.histories.without_epochs:
        names = ", ".join(map(plain, chosen.histories.without_epochs))
        st.caption(f"Without a history by epoch (no epochs.csv): {names}.")


def show_broken(chosen: Chosen) -> None:
    """Name the runs whose epochs.csv or run.json cannot be read, and why."""
    for report in chosen.histories.broken:
        words = f"{plain(report.strategy)}, fold {report.fold}: a file cannot be read"
        with st.expander(words):
            st.text(report.problem)  # a path or a cell's value is never markup


def _in_order(runs: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """Keep what is chosen, in the panels' order; strategies without a panel come last."""
    order = [*chosen.strategies, *chosen.histories.without_epochs]
    kept = runs[runs["strategy"].isin(order)]
    return kept.sort_values("strategy", key=lambda names: names.map(order.index), kind="stable")


def _table(runs: pd.DataFrame, key: str) -> None:
    number = st.column_config.NumberColumn
    formats = {
        "epochs": number(format="%d"),
        "seconds": number(format="%,.0f"),
        "images_per_second": number(format="%,.0f"),
        "n_parameters": number(format="%,d"),
        "model_bytes": number(format="bytes"),
        "input_px": number(format="%d"),
        "versions": st.column_config.TextColumn(width="large"),
    }
    st.dataframe(
        runs.replace("", None).rename(columns=WORDS),
        hide_index=True,
        height="content",
        key=key,
        placeholder=DASH,
        column_config={WORDS[name]: look for name, look in formats.items()},
    )
