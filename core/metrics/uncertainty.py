"""How far each measure could lie from what these images show."""

from __future__ import annotations

import numpy as np

from core.metrics.cost import cost_per_1000
from core.metrics.prevalence import at_prevalence
from core.metrics.rates import METRICS, rates
from core.metrics.sweep import ThresholdSweep

RE_WEIGHTED = ("precision", "f1", "flagged_rate", "accuracy")
BLOCK = 32  # thresholds


def metric_intervals(
    sweep: ThresholdSweep,
    *,
    level: float = 0.95,
    n_draws: int = 1_000,
    seed: int = 0,
    prevalence: float | None = None,
    cost_per_false_negative: float = 1.0,
    cost_per_false_positive: float = 1.0,
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return low and high of each of METRICS and of ``cost`` (per 1,000), each (1001,).

    The percentile interval of the stratified bootstrap, in its exact form: with the class totals
    held fixed, resampling images within a class makes the counts between neighbouring thresholds
    multinomial, so that tp and fp are binomial at every threshold, and one draw serves all
    thresholds at once. Undefined draws are left out; nan where all are.
    """
    rng = np.random.default_rng(seed)
    tps = _resampled(rng, sweep.tps, n_draws)
    fps = _resampled(rng, sweep.fps, n_draws)
    tails = (1 - level) / 2, 1 - (1 - level) / 2
    costs = cost_per_false_negative, cost_per_false_positive
    blocks = []
    for part in range(0, len(tps), BLOCK):  # small enough for the processor's cache
        tp, fp = tps[part : part + BLOCK], fps[part : part + BLOCK]
        counts = tp, fp, sweep.n_positives - tp, sweep.n_negatives - fp
        drawn = _measures(counts, costs, prevalence)
        blocks.append({name: _percentiles(values, tails) for name, values in drawn.items()})
    return {name: _joined([block[name] for block in blocks]) for name in blocks[0]}


def _measures(
    counts: tuple[np.ndarray, ...], costs: tuple[float, float], prevalence: float | None
) -> dict[str, np.ndarray]:
    drawn = rates(*counts)
    if prevalence is not None:
        shifted = at_prevalence(drawn["recall"], drawn["false_positive_rate"], prevalence)
        drawn |= {name: shifted[name] for name in RE_WEIGHTED}
    return {name: drawn[name] for name in METRICS} | {
        "cost": cost_per_1000(*counts, *costs, prevalence)
    }


def _joined(bounds: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    low, high = (np.concatenate(parts) for parts in zip(*bounds, strict=True))
    return low, high


def _resampled(rng: np.random.Generator, at_or_above: np.ndarray, n_draws: int) -> np.ndarray:
    """Draw counts at or above each threshold, (1001, n_draws) float32, by resampling images.

    at_or_above: (1001,), falling. The images between two thresholds share a cell of a multinomial.
    """
    total = int(at_or_above[0])
    if total == 0:
        return np.zeros((at_or_above.size, n_draws), dtype=np.float32)
    cells = at_or_above - np.append(at_or_above[1:], 0)
    full = np.flatnonzero(cells)  # empty cells stay empty: drawing them would be wasted
    drawn = rng.multinomial(total, cells[full] / total, size=n_draws).T
    above = np.cumsum(drawn[::-1], axis=0)[::-1].astype(np.float32)
    above = np.vstack([above, np.zeros((1, n_draws), np.float32)])
    return above[np.searchsorted(full, np.arange(at_or_above.size))]


def _percentiles(values: np.ndarray, tails: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return two percentiles of each row of (1001, n_draws), of its defined draws."""
    undefined = np.isnan(values)
    ordered = np.sort(values, axis=1)  # nan goes last
    n_defined = values.shape[1] - undefined.sum(axis=1)
    low, high = (_percentile(ordered, n_defined, tail) for tail in tails)
    return low, high


def _percentile(ordered: np.ndarray, n_defined: np.ndarray, tail: float) -> np.ndarray:
    """Interpolate linearly between the two draws around ``tail``, as numpy.quantile does."""
    place = np.maximum(n_defined - 1, 0) * tail
    left = np.floor(place).astype(int)
    right = np.minimum(left + 1, np.maximum(n_defined - 1, 0))
    rows = np.arange(len(ordered))
    a, b = ordered[rows, left], ordered[rows, right]
    return np.where(n_defined > 0, a + (b - a) * (place - left), np.nan)
