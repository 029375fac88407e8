"""Operating points that may fairly be compared: what is held equal, at every slider position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.metrics.operating_points import OperatingPoint, best_f1, lowest_cost
from core.metrics.rates import rates
from core.metrics.sweep import N_STEPS, ThresholdSweep

MODES = ("same_threshold", "best_f1", "same_recall", "same_flagged_rate", "lowest_cost")
MOST_FLAGGED = 0.2  # the left end of the slider in same_flagged_rate
POSITIONS = np.arange(N_STEPS + 1)


def wanted_recall(position: np.ndarray) -> np.ndarray:
    """Return the recall that a slider position asks for: 1 at the left end, 0 at the right."""
    return (N_STEPS - position) / N_STEPS


def wanted_flagged_rate(position: np.ndarray) -> np.ndarray:
    """Return the flagged rate that a slider position asks for: 0.2 at the left end, 0 right."""
    return MOST_FLAGGED * (N_STEPS - position) / N_STEPS


def match_table(
    mode: str,
    sweeps: Sequence[ThresholdSweep],
    cost_per_false_negative: float = 1.0,
    cost_per_false_positive: float = 1.0,
    prevalence: float | None = None,
) -> np.ndarray:
    """Return the grid index of each strategy at each slider position, (1001, n_strategies) int16.

    same_threshold: the position itself. best_f1, lowest_cost: each strategy's own, wherever the
    slider stands. same_recall: the highest threshold that finds at least the wanted share.
    same_flagged_rate: the lowest threshold that flags at most the wanted share, else 1000.
    """
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}; got {mode!r}.")
    columns = {
        "same_threshold": lambda sweep: POSITIONS,
        "best_f1": lambda sweep: _constant(best_f1(sweep)),
        "lowest_cost": lambda sweep: _constant(
            lowest_cost(sweep, cost_per_false_negative, cost_per_false_positive, prevalence)
        ),
        "same_recall": _same_recall,
        "same_flagged_rate": _same_flagged_rate,
    }
    columns_of = [columns[mode](sweep) for sweep in sweeps]
    table = np.stack(columns_of, axis=1) if columns_of else np.empty((POSITIONS.size, 0))
    return table.astype(np.int16)


def _constant(point: OperatingPoint) -> np.ndarray:
    """Repeat a strategy's own point; where it has none (no graffiti), the middle stands in."""
    return np.full(POSITIONS.size, N_STEPS // 2 if point.index is None else point.index)


def _same_recall(sweep: ThresholdSweep) -> np.ndarray:
    recall = rates(sweep.tps, sweep.fps, sweep.fns, sweep.tns)["recall"]
    if np.isnan(recall).any():
        return POSITIONS
    # Recall falls as the threshold rises: count the thresholds that still find enough.
    return np.searchsorted(-recall, -wanted_recall(POSITIONS), side="right") - 1


def _same_flagged_rate(sweep: ThresholdSweep) -> np.ndarray:
    flagged = rates(sweep.tps, sweep.fps, sweep.fns, sweep.tns)["flagged_rate"]
    if np.isnan(flagged).any():
        return POSITIONS
    first = np.searchsorted(-flagged, -wanted_flagged_rate(POSITIONS), side="left")
    return np.minimum(first, N_STEPS)
