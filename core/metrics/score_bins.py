"""How many images of each class score how high."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.sweep import N_STEPS, ThresholdSweep


@dataclass(frozen=True, slots=True)
class ScoreBins:
    """Equally wide bins of scores over [0, 1]; edges (n_bins + 1,), counts (n_bins,)."""

    edges: np.ndarray
    n_graffiti: np.ndarray
    n_rest: np.ndarray


def score_bins(sweep: ThresholdSweep, n_bins: int = 50) -> ScoreBins:
    """Count scores by bin, from the sweep; a score on an edge belongs above it, 1 to the last.

    n_bins must divide 1,000, so that every edge is a threshold of the grid.
    """
    if n_bins < 1 or N_STEPS % n_bins:
        raise ValueError(f"n_bins must divide {N_STEPS}; got {n_bins}. Take 10, 50 or 100.")
    step = N_STEPS // n_bins
    counts = [_between(at_or_above[::step]) for at_or_above in (sweep.tps, sweep.fps)]
    return ScoreBins(sweep.thresholds[::step], *counts)


def _between(at_or_above: np.ndarray) -> np.ndarray:
    return at_or_above[:-1] - np.append(at_or_above[1:-1], 0)
