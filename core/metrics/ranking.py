"""How well scores rank graffiti above the rest, whatever the threshold."""

from __future__ import annotations

import numpy as np


def average_precision(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the mean precision over the steps in recall, 0 to 1; nan without graffiti.

    As scikit-learn's average_precision_score: no interpolation, ties share a step.
    """
    tps, fps = _cumulated(y_true, y_score)
    if not tps.size or tps[-1] == 0:
        return float("nan")
    steps = np.diff(tps, prepend=0) / tps[-1]
    return float(np.sum(steps * tps / (tps + fps)))


def roc_auc(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the chance that graffiti outscores the rest, ties counted half; nan with one class."""
    tps, fps = _cumulated(y_true, y_score)
    if not tps.size or tps[-1] == 0 or fps[-1] == 0:
        return float("nan")
    heights = (tps + np.append(0, tps[:-1])) / 2
    return float(np.sum(np.diff(fps, prepend=0) * heights) / (tps[-1] * fps[-1]))


def _cumulated(y_true: np.ndarray, y_score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count graffiti and rest at or above each distinct score, highest first, float64."""
    order = np.argsort(y_score, kind="stable")[::-1]
    scores, labels = np.asarray(y_score)[order], np.asarray(y_true)[order] == 1
    last_of_tie = np.append(scores[1:] != scores[:-1], True)[: scores.size]
    tps = np.cumsum(labels)[last_of_tie].astype(np.float64)
    return tps, np.cumsum(~labels)[last_of_tie] - 0.0
