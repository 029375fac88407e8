"""What a score means: how many validation images that scored about this were graffiti."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.wilson import wilson_interval

N_SIMILAR = 50  # more would reach far from a high score, where validation images are few
N_BINS = 40


@dataclass(frozen=True, slots=True)
class SimilarImages:
    """The validation images nearest in score: their range, and how many are graffiti.

    low, high: bounds of the share of graffiti, at 95 %. higher_graffiti and higher_rest: the part
    of each class that scored at least this, 0 to 1, nan where the class is empty.
    """

    n_images: int
    n_graffiti: int
    lowest: float
    highest: float
    low: float
    high: float
    higher_graffiti: float
    higher_rest: float


def similar_images(
    y_true: np.ndarray, y_score: np.ndarray, score: float, n_wanted: int = N_SIMILAR
) -> SimilarImages:
    """Look up a score among validation images; y_true and y_score are (n_images,).

    The ``n_wanted`` nearest in score count, and with the farthest of them all that tie with it.
    """
    y_score = np.asarray(y_score, dtype=np.float64)
    graffiti = np.asarray(y_true) == 1
    distance = np.abs(y_score - score)
    n_near = min(n_wanted, y_score.size)
    near = distance <= (np.partition(distance, n_near - 1)[n_near - 1] if n_near else -1.0)
    n, n_graffiti = int(near.sum()), int((near & graffiti).sum())
    low, high = wilson_interval(n_graffiti, n)
    return SimilarImages(
        n_images=n,
        n_graffiti=n_graffiti,
        lowest=float(y_score[near].min()) if n else float("nan"),
        highest=float(y_score[near].max()) if n else float("nan"),
        low=low,
        high=high,
        higher_graffiti=_share_at_least(y_score[graffiti], score),
        higher_rest=_share_at_least(y_score[~graffiti], score),
    )


def score_bins(
    y_true: np.ndarray, y_score: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count the images of both classes by score; y_true and y_score are (n_images,).

    Returns edges (N_BINS + 1,) from 0 to 1, and the images with graffiti and without, (N_BINS,).
    """
    edges = np.linspace(0, 1, N_BINS + 1)
    graffiti = np.asarray(y_true) == 1
    counts = [np.histogram(np.asarray(y_score)[part], edges)[0] for part in (graffiti, ~graffiti)]
    return edges, *counts


def _share_at_least(scores: np.ndarray, score: float) -> float:
    return float((scores >= score).mean()) if scores.size else float("nan")
