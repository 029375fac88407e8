"""What a chosen threshold is worth on images it was not chosen on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

import numpy as np

from core.metrics.counts import confusion_counts
from core.metrics.operating_points import OperatingPoint
from core.metrics.rates import rates
from core.metrics.sweep import THRESHOLDS, ThresholdSweep, threshold_sweep


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """A measure where the threshold was chosen on the judged images, and where on others.

    in_sample: chosen and judged on all. cross_fitted: each fold judged at the threshold chosen on
    the other folds, counts added up; nan where there is one fold or no such threshold.
    thresholds: the choice for each fold, in the folds' order.
    """

    in_sample: float
    cross_fitted: float
    thresholds: tuple[float, ...]

    @property
    def optimism(self) -> float:
        """By how much the in-sample value flatters itself."""
        return self.in_sample - self.cross_fitted


def cross_fitted(
    y_true: np.ndarray,
    y_score: np.ndarray,
    folds: np.ndarray,
    choose: Callable[[ThresholdSweep], OperatingPoint],
    metric: str = "f1",
) -> CrossFitted:
    """Judge ``choose`` (a sweep to an operating point) by ``metric``, in sample and across folds.

    y_true, y_score, folds: (n_images,).
    """
    everyone = np.ones(len(y_true), dtype=bool)
    whole = _chosen(y_true, y_score, everyone, choose)
    in_sample = nan if whole is None else _value([_judge(y_true, y_score, everyone, whole)], metric)
    names = np.unique(folds)
    choices = [_chosen(y_true, y_score, folds != fold, choose) for fold in names]
    if len(names) < 2 or None in choices:
        return CrossFitted(in_sample, nan, ())
    judged = [
        _judge(y_true, y_score, folds == fold, t) for fold, t in zip(names, choices, strict=True)
    ]
    return CrossFitted(in_sample, _value(judged, metric), tuple(choices))


def _chosen(
    y_true: np.ndarray, y_score: np.ndarray, part: np.ndarray, choose: Callable[..., OperatingPoint]
) -> float | None:
    index = choose(threshold_sweep(y_true[part], y_score[part])).index
    return None if index is None else float(THRESHOLDS[index])


def _judge(
    y_true: np.ndarray, y_score: np.ndarray, part: np.ndarray, threshold: float
) -> tuple[int, int, int, int]:
    counts = confusion_counts(y_true[part], y_score[part], threshold)
    return counts.tp, counts.fp, counts.fn, counts.tn


def _value(counts: list[tuple[int, int, int, int]], metric: str) -> float:
    return float(rates(*np.sum(counts, axis=0))[metric])
