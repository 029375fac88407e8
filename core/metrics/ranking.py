"""How well scores rank graffiti above the rest, whatever the threshold."""

from __future__ import annotations

import numpy as np

from core.metrics.ranking_curve import ranking_curve


def average_precision(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the mean precision over the steps in recall, 0 to 1; nan without graffiti.

    As scikit-learn's average_precision_score: no interpolation, ties share a step.
    """
    curve = ranking_curve(y_true, y_score)
    n_positives = curve.tps[-1]
    if n_positives == 0:
        return float("nan")
    tps, fps = curve.tps[1:], curve.fps[1:]  # the first point flags nothing
    return float(np.sum(np.diff(curve.tps) * tps / (tps + fps)) / n_positives)


def roc_auc(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the chance that graffiti outscores the rest, ties counted half; nan with one class."""
    curve = ranking_curve(y_true, y_score)
    n_pairs = float(curve.tps[-1]) * float(curve.fps[-1])
    if n_pairs == 0:
        return float("nan")
    heights = (curve.tps[1:] + curve.tps[:-1]) / 2
    return float(np.sum(np.diff(curve.fps) * heights) / n_pairs)
