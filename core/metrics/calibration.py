"""Do scores mean what they say, and what do class weights and resampling do to them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.rates import divide

SMALLEST = np.finfo(np.float64).eps  # a score of 0 or 1 would make the log loss infinite


@dataclass(frozen=True, slots=True)
class ReliabilityBins:
    """Equally wide bins of scores; each array (n_bins,). Empty bins have nan means.

    edges: (n_bins + 1,). mean_score: of the images in the bin. graffiti_share: observed.
    """

    edges: np.ndarray
    n_images: np.ndarray
    n_graffiti: np.ndarray
    mean_score: np.ndarray

    @property
    def graffiti_share(self) -> np.ndarray:
        """Share of graffiti among the images of each bin."""
        return divide(self.n_graffiti.astype(float), self.n_images.astype(float))


def reliability_bins(y_true: np.ndarray, y_score: np.ndarray, n_bins: int = 10) -> ReliabilityBins:
    """Sort images into bins of equal width over [0, 1]; a score on an edge belongs above it."""
    scores = np.asarray(y_score, dtype=np.float64)
    edges = np.arange(n_bins + 1) / n_bins
    places = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, n_bins - 1)
    n_images = np.bincount(places, minlength=n_bins)
    n_graffiti = np.bincount(places[np.asarray(y_true) == 1], minlength=n_bins)
    sums = np.bincount(places, weights=scores, minlength=n_bins)
    return ReliabilityBins(edges, n_images, n_graffiti, divide(sums, n_images.astype(float)))


def brier_score(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the mean squared distance of score and label, 0 (best) to 1; nan for no image."""
    distance = np.asarray(y_score, dtype=np.float64) - np.asarray(y_true)
    return float(np.mean(distance**2)) if distance.size else float("nan")


def log_loss(y_true: np.ndarray, y_score: np.ndarray) -> float:
    """Return the mean negative log likelihood in nats; scores are kept off 0 and 1 by 2e-16."""
    p = np.clip(np.asarray(y_score, dtype=np.float64), SMALLEST, 1 - SMALLEST)
    if not p.size:
        return float("nan")
    return float(-np.mean(np.where(np.asarray(y_true) == 1, np.log(p), np.log1p(-p))))


def correct_prior(
    y_score: np.ndarray, trained_prevalence: float, true_prevalence: float
) -> np.ndarray:
    """Shift scores from the prevalence that training saw to the true one, by Bayes' rule.

    y_score: any shape, in [0, 1]. Both prevalences lie strictly between 0 and 1. Class weights
    w1, w0 act as a prevalence of w1 n1 / (w1 n1 + w0 n0): balanced ones as 0.5. The order of
    scores stays (Saerens, Latinne and Decaestecker, 2002).
    """
    for name, value in (("trained", trained_prevalence), ("true", true_prevalence)):
        if not 0 < value < 1:
            raise ValueError(
                f"The {name} prevalence must lie strictly between 0 and 1; got {value}."
            )
    scores = np.asarray(y_score, dtype=np.float64)
    up = scores * true_prevalence / trained_prevalence
    down = (1 - scores) * (1 - true_prevalence) / (1 - trained_prevalence)
    return up / (up + down)
