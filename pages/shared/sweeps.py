"""The sweep and the board's rows of each strategy, computed once for what the files are now."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import streamlit as st

from core.board.modes import mode_paths
from core.board.rows import strategy_rows
from core.board.terms import Terms
from core.metrics.sweep import ThresholdSweep, threshold_sweep
from pages.shared import loaders


def sweep(
    experiment: str, fold: int | None, strategy: str, fingerprint: str | None = None
) -> ThresholdSweep:
    """Return the counts of one strategy at every threshold.

    fingerprint: of loaders, where it is known; to take it is most of the work.
    """
    return _sweep(experiment, fold, strategy, fingerprint or loaders.fingerprint(experiment))


# cache_resource: every visitor gets the same arrays, and none writes into them.
@st.cache_resource(max_entries=256, show_spinner=False)
def _sweep(experiment: str, fold: int | None, strategy: str, fingerprint: str) -> ThresholdSweep:
    frame = loaders.load(experiment, fold).predictions[strategy]
    return threshold_sweep(frame["y_true"].to_numpy(), frame["y_score"].to_numpy())


@st.cache_resource(max_entries=128, show_spinner=False)
def rows(
    experiment: str, fold: int | None, strategy: str, terms: Terms, fingerprint: str
) -> dict[str, np.ndarray]:
    """Return the columns that core.board.rows.strategy_rows makes of one strategy."""
    return strategy_rows(_sweep(experiment, fold, strategy, fingerprint), terms)


@st.cache_resource(max_entries=32, show_spinner=False)
def paths(
    experiment: str, fold: int | None, strategies: tuple[str, ...], terms: Terms, fingerprint: str
) -> pa.Table:
    """Return what core.board.modes.mode_paths makes of these strategies."""
    own = [_sweep(experiment, fold, strategy, fingerprint) for strategy in strategies]
    return mode_paths(own, terms)
