"""One threshold: which images are flagged, and the four counts that follow."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np


def predict_positive(y_score: np.ndarray, threshold: float) -> np.ndarray:
    """Decide positive where ``y_score >= threshold``, as scikit-learn's curves do.

    Scores are widened to float64 first: a float32 0.29 lies above the float64 0.29.
    Keras metrics use ``>``: at a tie their counts and ours differ.
    """
    return np.asarray(y_score, dtype=np.float64) >= threshold


@dataclass(frozen=True, slots=True)
class ConfusionCounts:
    """The outcomes at one threshold; every measure that follows is a fraction, or nan."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def recall(self) -> float:
        """Share of the graffiti that is flagged."""
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def precision(self) -> float:
        """Share of the flagged images that are graffiti."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def specificity(self) -> float:
        """Share of the images without graffiti that are not flagged."""
        return _ratio(self.tn, self.tn + self.fp)

    @property
    def false_positive_rate(self) -> float:
        """Share of the images without graffiti that are flagged."""
        return _ratio(self.fp, self.tn + self.fp)

    @property
    def accuracy(self) -> float:
        """Share of all images decided rightly."""
        return _ratio(self.tp + self.tn, self.n_images)

    @property
    def balanced_accuracy(self) -> float:
        """Mean of recall and specificity."""
        return (self.recall + self.specificity) / 2

    @property
    def g_mean(self) -> float:
        """Geometric mean of recall and specificity."""
        return sqrt(self.recall * self.specificity)

    @property
    def mcc(self) -> float:
        """Correlation of decision and label, -1 to 1; nan where one of them is constant."""
        sides = (self.tp + self.fp) * (self.tp + self.fn) * (self.tn + self.fp)
        # Python's integers do not overflow; the fourth factor joins before the root.
        return _ratio(self.tp * self.tn - self.fp * self.fn, sqrt(sides * (self.tn + self.fn)))

    @property
    def flagged_rate(self) -> float:
        """Share of all images that are flagged."""
        return _ratio(self.tp + self.fp, self.n_images)

    @property
    def n_images(self) -> int:
        """All images."""
        return self.tp + self.fp + self.fn + self.tn


def confusion_counts(y_true: np.ndarray, y_score: np.ndarray, threshold: float) -> ConfusionCounts:
    """Count outcomes at one threshold.

    y_true: (n_images,) of 0 and 1. y_score: (n_images,), P(graffiti) in [0, 1].
    """
    flagged = predict_positive(y_score, threshold)
    graffiti = np.asarray(y_true) == 1
    tp = int(np.count_nonzero(flagged & graffiti))
    n_flagged, n_graffiti = int(np.count_nonzero(flagged)), int(np.count_nonzero(graffiti))
    fp, fn = n_flagged - tp, n_graffiti - tp
    return ConfusionCounts(tp=tp, fp=fp, fn=fn, tn=flagged.size - tp - fp - fn)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else nan
