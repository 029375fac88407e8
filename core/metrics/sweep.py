"""All 1,001 thresholds at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.counts import ConfusionCounts

N_STEPS = 1_000
# k / 1000, not k * 0.001: the first is the double nearest to the decimal a person types.
THRESHOLDS = np.arange(N_STEPS + 1) / N_STEPS
THRESHOLDS.setflags(write=False)


@dataclass(frozen=True, slots=True)
class ThresholdSweep:
    """Counts at the grid thresholds, lowest first; each array (1001,), counts int64."""

    thresholds: np.ndarray
    tps: np.ndarray
    fps: np.ndarray
    fns: np.ndarray
    tns: np.ndarray

    @property
    def n_positives(self) -> int:
        """Images with graffiti."""
        return int(self.tps[0] + self.fns[0])

    @property
    def n_negatives(self) -> int:
        """Images without graffiti."""
        return int(self.fps[0] + self.tns[0])

    def counts_at(self, k: int) -> ConfusionCounts:
        """Return the counts at the threshold k / 1000."""
        return ConfusionCounts(
            tp=int(self.tps[k]), fp=int(self.fps[k]), fn=int(self.fns[k]), tn=int(self.tns[k])
        )


def threshold_sweep(y_true: np.ndarray, y_score: np.ndarray) -> ThresholdSweep:
    """Count outcomes at the 1,001 thresholds 0, 0.001, ..., 1, lowest first.

    y_true: (n_images,) of 0 and 1. y_score: (n_images,), P(graffiti) in [0, 1].
    A score equal to a threshold counts as positive. O(n log n) once, whatever the
    number of thresholds. Agrees with
    confusion_matrix_at_thresholds of scikit-learn at the same thresholds.

    Raises ValueError where labels or scores are not what they must be.
    """
    y_true, y_score = _checked(y_true, y_score)
    graffiti = y_true == 1
    tps = _at_or_above(y_score[graffiti])
    fps = _at_or_above(y_score[~graffiti])
    return ThresholdSweep(THRESHOLDS, tps, fps, fns=tps[0] - tps, tns=fps[0] - fps)


def _at_or_above(scores: np.ndarray) -> np.ndarray:
    """Count the scores at or above each threshold, (1001,): sort once, then search."""
    scores = np.sort(scores)  # in its own precision: float32 sorts faster, and widens exactly
    return scores.size - np.searchsorted(scores.astype(np.float64, copy=False), THRESHOLDS)


def _checked(y_true: np.ndarray, y_score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    y_true, y_score = np.asarray(y_true), np.asarray(y_score)
    if y_true.shape != y_score.shape or y_true.ndim != 1:
        raise ValueError(
            f"y_true and y_score must be flat and equally long; got the shapes {y_true.shape} "
            f"and {y_score.shape}. Give one label and one score an image."
        )
    if y_score.size and not (y_score.min() >= 0 and y_score.max() <= 1):  # also false for nan
        bad = y_score[~((y_score >= 0) & (y_score <= 1))]
        raise ValueError(
            f"y_score must hold probabilities in [0, 1]; {bad.size} of {y_score.size} values "
            f"lie outside, for example {bad[0]:.3g}. If they are logits, apply a sigmoid first."
        )
    if np.any((y_true != 0) & (y_true != 1)):
        raise ValueError(
            f"y_true must hold 0 and 1; got {np.unique(y_true)[:5].tolist()}. 1 is graffiti."
        )
    return y_true, y_score
