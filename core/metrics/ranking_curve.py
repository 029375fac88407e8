"""What each possible threshold finds, at every distinct score and not only on the grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class RankingCurve:
    """Counts at or above each of some distinct scores, highest first; arrays equally long.

    thresholds: float64; the first is infinite, and nothing is flagged there.
    """

    thresholds: np.ndarray
    tps: np.ndarray
    fps: np.ndarray


def ranking_curve(y_true: np.ndarray, y_score: np.ndarray) -> RankingCurve:
    """Return the curve at every distinct score, (n_distinct + 1,).

    y_true: (n_images,) of 0 and 1. y_score: (n_images,). The grid of the sweep is too coarse to
    draw a classifier whose scores crowd at 0.
    """
    order = np.argsort(-np.asarray(y_score, dtype=np.float64), kind="stable")
    scores = np.asarray(y_score, dtype=np.float64)[order]
    graffiti = np.asarray(y_true)[order] == 1
    last_of_tie = np.append(scores[1:] != scores[:-1], True)[: scores.size]
    return RankingCurve(
        np.append(np.inf, scores[last_of_tie]),
        np.append(0, np.cumsum(graffiti)[last_of_tie]),
        np.append(0, np.cumsum(~graffiti)[last_of_tie]),
    )


def corners(curve: RankingCurve) -> RankingCurve:
    """Leave out the points within a run of false alarms: a drawn line does not change.

    What stays grows with the graffiti, which is rare, and not with the images.
    """
    found_more = np.diff(curve.tps) > 0
    keep = np.append(True, found_more) | np.append(found_more, True)
    return RankingCurve(curve.thresholds[keep], curve.tps[keep], curve.fps[keep])
