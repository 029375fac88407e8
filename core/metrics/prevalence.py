"""What the measures become on a street where graffiti is rarer, or commoner, than here."""

from __future__ import annotations

import numpy as np

from core.metrics.rates import divide


def at_prevalence(
    recall: np.ndarray, false_positive_rate: np.ndarray, prevalence: float
) -> dict[str, np.ndarray]:
    """Return precision, f1, flagged_rate and accuracy at a share of graffiti of 0 to 1.

    Recall and false positive rate are what a classifier does to each class, so they stay; how
    many images there are of each changes. Any shape; nan where undefined.
    """
    if not 0 <= prevalence <= 1:
        raise ValueError(
            f"prevalence must be a share from 0 to 1; got {prevalence}. For 5 % give 0.05."
        )
    recall = np.asarray(recall, dtype=np.float64)
    false_positive_rate = np.asarray(false_positive_rate, dtype=np.float64)
    found = prevalence * recall
    false_alarms = (1 - prevalence) * false_positive_rate
    return {
        "precision": divide(found, found + false_alarms),
        "f1": divide(2 * found, found + false_alarms + prevalence),
        "flagged_rate": found + false_alarms,
        "accuracy": found + (1 - prevalence) * (1 - false_positive_rate),
    }
