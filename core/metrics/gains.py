"""How much graffiti is found after looking at so many images, highest score first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.rates import rates
from core.metrics.sweep import threshold_sweep


@dataclass(frozen=True, slots=True)
class Gains:
    """One point a threshold, highest first, (1001,): the shares looked at and found, 0 to 1."""

    looked_at: np.ndarray
    found: np.ndarray


def gains(y_true: np.ndarray, y_score: np.ndarray) -> Gains:
    """Return the cumulative gains curve at the grid thresholds; found is nan without graffiti."""
    sweep = threshold_sweep(y_true, y_score)
    measures = rates(sweep.tps, sweep.fps, sweep.fns, sweep.tns)
    return Gains(measures["flagged_rate"][::-1], measures["recall"][::-1])
