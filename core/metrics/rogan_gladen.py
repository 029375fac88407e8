"""The share behind a share that was flagged, by a classifier that errs at known rates."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from statistics import NormalDist

from core.metrics.counts import ConfusionCounts

PLUS = 2  # images added to each class, half of them errors, after Agresti and Coull


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """A share of graffiti with its interval, each in [0, 1]; all nan where it is undefined."""

    share: float
    low: float
    high: float


UNDEFINED = CorrectedShare(nan, nan, nan)


def corrected_share(
    n_flagged: int, n: int, validated: ConfusionCounts, level: float = 0.95
) -> CorrectedShare:
    """Correct the share flagged of n images for misses and false alarms.

    Flagged are p * recall + (1 - p) * (1 - specificity) of the images, which Rogan and Gladen
    (1978) solve for p; cut to [0, 1]. The interval is that of Lang and Reiczigel (2014): it carries
    the uncertainty of recall and specificity, as counted on validation images, beside that of the
    share. Undefined where nothing was counted, or where recall + specificity <= 1: a classifier
    that is no better than chance says nothing about a share.
    """
    n_graffiti, n_rest = validated.tp + validated.fn, validated.tn + validated.fp
    if not (n and n_graffiti and n_rest) or validated.recall + validated.specificity <= 1:
        return UNDEFINED
    share = _cut(_solve(n_flagged / n, validated.recall, validated.specificity))
    low, high = _interval(n_flagged, n, validated, level)
    # Rarely, with few images, the interval lies beside the share: it is drawn out to it.
    return CorrectedShare(share, min(_cut(low), share), max(_cut(high), share))


def _interval(
    n_flagged: int, n: int, validated: ConfusionCounts, level: float
) -> tuple[float, float]:
    """Return the bounds before they are cut to [0, 1]."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    all_images = n + z * z
    n_graffiti = validated.tp + validated.fn + PLUS
    n_rest = validated.tn + validated.fp + PLUS
    flagged = (n_flagged + z * z / 2) / all_images
    recall = (validated.tp + PLUS / 2) / n_graffiti
    specificity = (validated.tn + PLUS / 2) / n_rest
    if recall + specificity <= 1:  # too few validation images to tell it from chance
        return 0.0, 1.0
    # Theirs goes on with a share below 0 or above 1, and can end as a single point: fewer flagged
    # than false alarms alone would be does not make it certain that there is no graffiti.
    share = _cut(_solve(flagged, recall, specificity))
    flagged = share * recall + (1 - share) * (1 - specificity)
    by_recall = recall * (1 - recall) / n_graffiti
    by_specificity = specificity * (1 - specificity) / n_rest
    variance = (
        flagged * (1 - flagged) / all_images
        + share**2 * by_recall
        + (1 - share) ** 2 * by_specificity
    )
    half = z * sqrt(variance) / (recall + specificity - 1)
    middle = share + 2 * z * z * (share * by_recall - (1 - share) * by_specificity)
    return middle - half, middle + half


def _solve(flagged: float, recall: float, specificity: float) -> float:
    return (flagged + specificity - 1) / (recall + specificity - 1)


def _cut(share: float) -> float:
    return min(1.0, max(0.0, share))
