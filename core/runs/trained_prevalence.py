"""The share of graffiti that a training saw, after its weights and its resampling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BALANCED_SAMPLINGS = ("balanced", "smote")


def trained_prevalence(record: Mapping[str, Any]) -> float | None:
    """Return the share, 0 to 1, from a run's record (run.json); None where it is not written.

    Balanced class weights act as if both classes were equally many, and so do balanced batches
    and SMOTE. All else sees the share of its training images.

    >>> trained_prevalence({"config": {"class_weights": True}})
    0.5
    >>> trained_prevalence({"n_train": 200, "n_train_graffiti": 10})
    0.05
    """
    config = record.get("config")
    if isinstance(config, Mapping) and (
        config.get("class_weights") is True or config.get("sampling") in BALANCED_SAMPLINGS
    ):
        return 0.5
    n_train, n_graffiti = record.get("n_train"), record.get("n_train_graffiti")
    if not isinstance(n_train, int) or not isinstance(n_graffiti, int):
        return None
    return n_graffiti / n_train if 0 < n_graffiti < n_train else None
