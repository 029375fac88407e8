"""Every measure of a row of counts, for whole arrays of rows."""

from __future__ import annotations

import numpy as np

METRICS = (
    "recall",
    "precision",
    "f1",
    "false_positive_rate",
    "specificity",
    "accuracy",
    "balanced_accuracy",
    "mcc",
    "g_mean",
    "flagged_rate",
)


def rates(
    tps: np.ndarray, fps: np.ndarray, fns: np.ndarray, tns: np.ndarray
) -> dict[str, np.ndarray]:
    """Return each of METRICS in the counts' common shape, float64; nan where undefined.

    All are fractions in [0, 1] but mcc, which lies in [-1, 1]. The same formulas as the
    properties of ConfusionCounts, which a test holds against these.
    """
    tps, fps, fns, tns = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (tps, fps, fns, tns))
    )
    recall = divide(tps, tps + fns)
    specificity = divide(tns, tns + fps)
    n = tps + fps + fns + tns
    # Roots of the factors, not of their product, which passes 2**53 at ten thousand images.
    sides = np.sqrt(tps + fps) * np.sqrt(tps + fns) * np.sqrt(tns + fps) * np.sqrt(tns + fns)
    return {
        "recall": recall,
        "precision": divide(tps, tps + fps),
        "f1": divide(2 * tps, 2 * tps + fps + fns),
        "false_positive_rate": divide(fps, fps + tns),
        "specificity": specificity,
        "accuracy": divide(tps + tns, n),
        "balanced_accuracy": (recall + specificity) / 2,
        "mcc": divide(tps * tns - fps * fns, sides),
        "g_mean": np.sqrt(recall * specificity),
        "flagged_rate": divide(tps + fps, n),
    }


def divide(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Divide, with nan where ``whole`` is 0; no warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole == 0, np.nan, part / whole)
