"""Which differences to the baseline are more than luck, wherever the handle stands.

Both strategies judge the same images, so images fall into patterns (label x both decisions) and
a measure's variance follows from the patterns' counts by the delta method. It stands in for the
draws of core.metrics.paired while the handle moves: those would take seconds for a whole slider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from core.board.terms import Terms
from core.metrics.sweep import THRESHOLDS

JUDGED = ("f1", "precision", "recall", "cost")
Z = 1.96  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Judged:
    """A strategy's labels (0 or 1) and scores, each (n_images,), and its grid index a position.

    path: (n_positions,), never falling.
    """

    y_true: np.ndarray
    y_score: np.ndarray
    path: np.ndarray


def verdict_table(modes: Mapping[str, list[Judged]], baseline: int, terms: Terms) -> pa.Table:
    """Return columns ``<mode>/<measure>/<i>``, int8 a slider position: 1 better, -1 worse, else 0.

    modes: the strategies in every mode, on the same images in the same order.
    """
    columns = {}
    for mode, strategies in modes.items():
        for i, strategy in enumerate(strategies):
            for measure, signs in verdicts(strategy, strategies[baseline], terms).items():
                columns[f"{mode}/{measure}/{i}"] = pa.array(signs)
    return pa.table(columns)


def verdicts(a: Judged, b: Judged, terms: Terms) -> dict[str, np.ndarray]:
    """Judge A against B at every position, int8 (n_positions,) for each measure of JUDGED."""
    patterns = _patterns(a, b)
    totals = patterns.sum(axis=-1, keepdims=True)
    weights = _class_weights(totals[0, :, 0], terms.prevalence)
    ours, theirs = _gradients(patterns, weights, 1, terms), _gradients(patterns, weights, 2, terms)
    return {name: _signs(patterns, totals, weights, ours[name], theirs[name]) for name in JUDGED}


def _patterns(a: Judged, b: Judged) -> np.ndarray:
    """Count both flag, A alone, B alone, neither: (n_positions, 2, 4), classes graffiti, rest."""
    first, second = _flagged_until(a), _flagged_until(b)
    graffiti = np.asarray(a.y_true) == 1
    n = a.path.size
    patterns = np.empty((n, 2, 4))
    for row, part in enumerate((graffiti, ~graffiti)):
        counts = [_still(until[part], n) for until in (first, second, np.minimum(first, second))]
        only_a, only_b, both = counts[0] - counts[2], counts[1] - counts[2], counts[2]
        neither = np.count_nonzero(part) - only_a - only_b - both
        patterns[:, row] = np.stack([both, only_a, only_b, neither], axis=-1)
    return patterns


def _flagged_until(strategy: Judged) -> np.ndarray:
    """Return at how many positions, from the left, each image is flagged."""
    highest = np.searchsorted(THRESHOLDS, strategy.y_score.astype(np.float64), side="right") - 1
    return np.searchsorted(strategy.path, highest, side="right")


def _still(until: np.ndarray, n_positions: int) -> np.ndarray:
    """Count the images flagged at each position."""
    ends = np.bincount(until, minlength=n_positions + 1)
    return until.size - np.cumsum(ends)[:n_positions]


def _class_weights(totals: np.ndarray, prevalence: float | None) -> np.ndarray:
    """Return what one image of each class counts, (2,): 1, or its share on the street."""
    if prevalence is None or not totals.all():
        return np.ones(2)
    return totals.sum() * np.array([prevalence, 1 - prevalence]) / totals


def _gradients(
    patterns: np.ndarray, weights: np.ndarray, own: int, terms: Terms
) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return value, and its derivatives by tp and by fp, of one strategy for each measure.

    own: the pattern in which this strategy alone flags, 1 or 2.
    """
    flagged = (patterns[..., 0] + patterns[..., own]) * weights
    tp, fp = flagged[:, 0], flagged[:, 1]
    graffiti = patterns[:, 0].sum(-1) * weights[0]
    miss, alarm = terms.cost_per_false_negative, terms.cost_per_false_positive
    one = np.ones_like(tp)
    graffiti, shown, f1_base = (_or_nan(base) for base in (graffiti, tp + fp, tp + fp + graffiti))
    f1 = 2 * tp / f1_base
    return {
        "f1": (f1, (2 - f1) / f1_base, -f1 / f1_base),
        "precision": (tp / shown, fp / shown**2, -tp / shown**2),
        "recall": (tp / graffiti, 1 / graffiti, 0 * one),
        "cost": (miss * tp - alarm * fp, miss * one, -alarm * one),  # saved: more is better
    }


def _or_nan(base: np.ndarray) -> np.ndarray:
    """Nothing is divided by 0: the measure is undefined there."""
    return np.where(base > 0, base, np.nan)


def _signs(
    patterns: np.ndarray,
    totals: np.ndarray,
    weights: np.ndarray,
    a: tuple[np.ndarray, ...],
    b: tuple[np.ndarray, ...],
) -> np.ndarray:
    difference = a[0] - b[0]
    variance = np.zeros_like(difference)
    for row in (0, 1):
        ours, theirs = a[1 + row] * weights[row], b[1 + row] * weights[row]
        slopes = np.stack([ours - theirs, ours, -theirs, 0 * ours], axis=-1)
        n = np.maximum(totals[:, row, 0], 1)
        mean = (patterns[:, row] * slopes).sum(-1) / n
        variance += (patterns[:, row] * slopes**2).sum(-1) - n * mean**2
    # Rounding may leave a hair below 0; an undefined difference compares as false.
    sure = np.abs(difference) > Z * np.sqrt(np.maximum(variance, 0)) + 1e-12
    return np.where(sure, np.sign(difference), 0).astype(np.int8)
