"""What flagging without looking achieves: the least a classifier must beat."""

from __future__ import annotations

import numpy as np


def flag_at_random(n_positives: int, n_negatives: int, flagged_rate: float) -> np.ndarray:
    """Return expected tp, fp, fn, tn, (4,) float64, of flagging that share (0 to 1) by lot.

    0 flags nothing, 1 flags everything.
    """
    tp, fp = n_positives * flagged_rate, n_negatives * flagged_rate
    return np.array([tp, fp, n_positives - tp, n_negatives - fp], dtype=np.float64)
