"""Choose a threshold by a wish, and say how wide the choice is."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from core.metrics.cost import cost_per_1000
from core.metrics.rates import divide, rates
from core.metrics.sweep import ThresholdSweep

NEAR = 0.01  # a value within 1 % of the best is nearly as good
ROUNDING = 1e-9  # far less than one image


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A chosen threshold index / 1000, the near-optimal range around it, or why there is none.

    value: what was optimised, at the index. low_index to high_index: the thresholds around it,
    without a gap, whose value is within 1 % of the best and that satisfy the wish.
    """

    index: int | None
    low_index: int | None
    high_index: int | None
    value: float
    reason: str = ""


def best_f1(sweep: ThresholdSweep) -> OperatingPoint:
    """Choose the threshold of the highest F1."""
    return best_f_beta(sweep, 1.0)


def best_f_beta(sweep: ThresholdSweep, beta: float) -> OperatingPoint:
    """Choose the highest F-beta; beta > 1 cares more for recall, below 1 for precision."""
    square = beta**2
    hits = (1 + square) * sweep.tps
    values = divide(hits, hits + square * sweep.fns + sweep.fps)
    some = np.full(values.size, sweep.tps[0] + sweep.fns[0] > 0)
    return _highest(values, some, "There is no graffiti to find.")


def lowest_cost(
    sweep: ThresholdSweep,
    cost_per_false_negative: float,
    cost_per_false_positive: float,
    prevalence: float | None = None,
) -> OperatingPoint:
    """Choose the lowest cost per 1,000 images; value is that cost."""
    costs = cost_per_1000(
        sweep.tps,
        sweep.fps,
        sweep.fns,
        sweep.tns,
        cost_per_false_negative,
        cost_per_false_positive,
        prevalence,
    )
    if np.isnan(costs).all():
        return _none("The cost is undefined: a class has no images.")
    index = int(np.nanargmin(costs))
    near = costs <= costs[index] * (1 + NEAR)
    low, high = _run_around(near, index)
    return OperatingPoint(index, low, high, float(costs[index]))


def highest_precision_at_recall(sweep: ThresholdSweep, recall_floor: float) -> OperatingPoint:
    """Choose the highest precision among the thresholds with recall >= the floor (0 to 1)."""
    measures = rates(sweep.tps, sweep.fps, sweep.fns, sweep.tns)
    allowed = measures["recall"] >= recall_floor
    return _highest(
        measures["precision"],
        allowed,
        f"No threshold reaches a recall of {_per_cent(recall_floor)}.",
    )


def highest_recall_at_precision(sweep: ThresholdSweep, precision_floor: float) -> OperatingPoint:
    """Choose the highest recall among the thresholds with precision >= the floor (0 to 1)."""
    measures = rates(sweep.tps, sweep.fps, sweep.fns, sweep.tns)
    allowed = measures["precision"] >= precision_floor
    reason = f"No threshold reaches a precision of {_per_cent(precision_floor)}."
    return _highest(measures["recall"], allowed, reason, highest_of_equals=True)


def review_capacity(sweep: ThresholdSweep, flagged_per_1000: float) -> OperatingPoint:
    """Choose the highest recall that flags at most so many of 1,000 images."""
    # Summed, not rounded: a sweep re-weighed to a street's prevalence holds parts of images.
    n_images = sweep.tps[0] + sweep.fps[0] + sweep.fns[0] + sweep.tns[0]
    flagged = sweep.tps + sweep.fps
    # Such parts add up to a hair above the capacity that they are.
    allowed = 1_000 * flagged <= flagged_per_1000 * n_images * (1 + ROUNDING)
    recall = rates(sweep.tps, sweep.fps, sweep.fns, sweep.tns)["recall"]
    reason = f"Every threshold flags more than {flagged_per_1000:g} of 1,000 images."
    return _highest(recall, allowed, reason, highest_of_equals=True)


def _highest(
    values: np.ndarray, allowed: np.ndarray, reason: str, *, highest_of_equals: bool = False
) -> OperatingPoint:
    """Choose the best threshold; of equals the lowest, which finds the most.

    highest_of_equals: where recall is the value, the highest, which flags the fewest for it.
    """
    worth = np.where(allowed & ~np.isnan(values), values, -np.inf)
    best = np.flatnonzero(worth == worth.max())
    index = int(best[-1 if highest_of_equals else 0])
    if not np.isfinite(worth[index]):
        return _none(reason)
    low, high = _run_around(worth >= worth[index] * (1 - NEAR), index)
    return OperatingPoint(index, low, high, float(worth[index]))


def _run_around(near: np.ndarray, index: int) -> tuple[int, int]:
    """Return first and last index of the unbroken run of True around ``index``."""
    gaps = np.flatnonzero(~near)
    before, after = gaps[gaps < index], gaps[gaps > index]
    low = int(before[-1]) + 1 if before.size else 0
    return low, int(after[0]) - 1 if after.size else near.size - 1


def _per_cent(share: float) -> str:
    return f"{share * 100:g} %"


def _none(reason: str) -> OperatingPoint:
    return OperatingPoint(None, None, None, nan, reason)
