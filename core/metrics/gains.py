"""How much graffiti is found after looking at so many images, highest score first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.ranking_curve import corners, ranking_curve
from core.metrics.rates import divide


@dataclass(frozen=True, slots=True)
class Gains:
    """Shares of the images looked at and of the graffiti found, 0 to 1, rising from (0, 0)."""

    looked_at: np.ndarray
    found: np.ndarray


def gains(y_true: np.ndarray, y_score: np.ndarray) -> Gains:
    """Return the corners of the cumulative gains curve; found is nan without graffiti.

    y_true: (n_images,) of 0 and 1. y_score: (n_images,). Images of equal score are looked at
    together.
    """
    curve = corners(ranking_curve(y_true, y_score))
    flagged = (curve.tps + curve.fps).astype(np.float64)
    return Gains(divide(flagged, flagged[-1]), divide(curve.tps.astype(float), curve.tps[-1]))
