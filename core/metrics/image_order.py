"""Which images stand behind a number, the most wrong first."""

from __future__ import annotations

import numpy as np

from core.metrics.confident_learning import doubts_label
from core.metrics.counts import predict_positive

CELLS = ("tp", "fn", "fp", "tn")


def wrongness(y_true: np.ndarray, y_score: np.ndarray) -> np.ndarray:
    """Return how far each score lies from its label, (n_images,) float64, 0 to 1."""
    return np.abs(np.asarray(y_true, dtype=np.float64) - np.asarray(y_score, dtype=np.float64))


def in_cell(y_true: np.ndarray, y_score: np.ndarray, threshold: float, cell: str) -> np.ndarray:
    """Return the indices of the images a cell of the matrix counts, most wrong first.

    y_true, y_score: (n_images,). cell: one of CELLS; its images are those confusion_counts counts.
    """
    flagged, graffiti = predict_positive(y_score, threshold), np.asarray(y_true) == 1
    wanted = (flagged if cell in ("tp", "fp") else ~flagged) & (
        graffiti if cell in ("tp", "fn") else ~graffiti
    )
    return _highest_first(wanted, wrongness(y_true, y_score))


def near_threshold(y_score: np.ndarray, threshold: float) -> np.ndarray:
    """Return the indices of all images, those nearest to the threshold first."""
    distance = np.abs(np.asarray(y_score, dtype=np.float64) - threshold)
    return np.argsort(distance, kind="stable")


def flips(
    y_true: np.ndarray, a_positive: np.ndarray, b_positive: np.ndarray, b_score: np.ndarray
) -> np.ndarray:
    """Return the indices of the images A decides rightly and B wrongly, B's most wrong first.

    a_positive, b_positive: (n_images,) bool, decisions. b_score: (n_images,), scores of B.
    """
    graffiti = np.asarray(y_true) == 1
    return _highest_first(
        (a_positive == graffiti) & (b_positive != graffiti), wrongness(y_true, b_score)
    )


def disagreement(positives: np.ndarray, y_scores: np.ndarray) -> np.ndarray:
    """Return the indices of the images not all strategies decide alike.

    positives: (n_strategies, n_images) bool; y_scores: the same shape. The evenly split first, of
    those the ones whose scores lie farthest apart.
    """
    n_flag = np.count_nonzero(positives, axis=0)
    n_minority = np.minimum(n_flag, len(positives) - n_flag)
    spread = np.ptp(np.asarray(y_scores, dtype=np.float64), axis=0)
    return _highest_first(n_minority > 0, n_minority + spread / 2)  # spread alone stays below 1


def probably_mislabelled(y_true: np.ndarray, y_scores: np.ndarray) -> np.ndarray:
    """Return the indices of the images whose label every strategy doubts, most wrong first.

    y_scores: (n_strategies, n_images). Doubt is that of confident learning; most wrong by the
    mean over strategies.
    """
    doubted = np.all([doubts_label(y_true, own) for own in y_scores], axis=0)
    return _highest_first(doubted, np.mean([wrongness(y_true, own) for own in y_scores], axis=0))


def _highest_first(wanted: np.ndarray, measure: np.ndarray) -> np.ndarray:
    """Return the indices where ``wanted``, by falling ``measure``; ties stay in their order."""
    chosen = np.flatnonzero(wanted)
    return chosen[np.argsort(-measure[chosen], kind="stable")]
