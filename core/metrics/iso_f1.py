"""The lines of equal F1 on a precision-recall diagram."""

from __future__ import annotations

import numpy as np

from core.metrics.rates import divide


def precision_of_equal_f1(f1: float, recall: np.ndarray) -> np.ndarray:
    """Return the precision that gives ``f1`` (0 to 1) at each recall; nan where none does."""
    recall = np.asarray(recall, dtype=np.float64)
    precision = divide(f1 * recall, 2 * recall - f1)
    return np.where((precision > 0) & (precision <= 1), precision, np.nan)
