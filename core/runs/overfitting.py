"""Over-fitting: how much better training looks than validation, where the two are comparable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from core.runs.learning import LOWER_IS_BETTER, learning_curves, mean_curves, stored_epochs
from core.runs.trained_prevalence import trained_prevalence

RISE = 0.05  # of the lowest validation loss, for a later rise to count
RESAMPLED = ("balanced", "smote", "extra")


@dataclass(frozen=True, slots=True)
class Gap:
    """Training against validation at the stored epoch (else the last), means over folds.

    measure: the one asked for, or recall where resampling makes that one incomparable.
    seen_share: share of graffiti in what was trained on, where it was resampled. turned: the epoch
    of the lowest validation loss, where the loss rose by RISE after it.
    """

    strategy: str
    measure: str
    epoch: int
    train: float
    validation: float
    seen_share: float | None
    turned: int | None

    @property
    def size(self) -> float:
        """Return how much better training looks: above 0 is over-fitting."""
        sign = -1 if self.measure in LOWER_IS_BETTER else 1
        return sign * (self.train - self.validation)

    @property
    def relative(self) -> float:
        """Return ``size`` as it is for shares, and as a part of the training loss for the loss."""
        if self.measure not in LOWER_IS_BETTER:
            return self.size
        return self.size / self.train if self.train else nan


def overfitting_gap(
    epochs: pd.DataFrame, measure: str, records: Mapping[int, Mapping[str, Any]]
) -> Gap | None:
    """Return the gap of one strategy; None where one of the two sides was not recorded.

    epochs: one strategy's rows of Histories. records: fold -> run.json.
    """
    first = next(iter(records.values()), {})
    fair = measure if is_comparable(measure, first) else "recall"
    mean = mean_curves(learning_curves(epochs, fair)).dropna(subset=["train", "validation"])
    stored = stored_epochs(records.values())
    at = mean[mean["epoch"].isin(stored)].tail(1) if stored else mean.tail(1)
    if at.empty:
        return None
    row = at.iloc[0]
    return Gap(
        strategy=str(row["strategy"]),
        measure=fair,
        epoch=int(row["epoch"]),
        train=float(row["train"]),
        validation=float(row["validation"]),
        seen_share=trained_prevalence(first) if _sampling(first) in RESAMPLED else None,
        turned=_turned(mean_curves(learning_curves(epochs, "loss"))),
    )


def is_comparable(measure: str, record: Mapping[str, Any]) -> bool:
    """Tell whether training and validation values of a measure mean the same.

    More graffiti in training raises F1 and precision by itself, and only recall stays; class
    weights are in the training loss alone.
    """
    if measure == "recall":
        return True
    weighted = measure == "loss" and _config(record).get("class_weights") is True
    return _sampling(record) not in RESAMPLED and not weighted


def _turned(mean: pd.DataFrame) -> int | None:
    losses = mean["validation"].to_numpy(dtype=float)
    if losses.size < 2 or np.isnan(losses).all():
        return None
    lowest = int(np.nanargmin(losses))
    rose = losses[-1] > losses[lowest] * (1 + RISE)
    return int(mean["epoch"].iloc[lowest]) if rose else None


def _config(record: Mapping[str, Any]) -> Mapping[str, Any]:
    config = record.get("config")
    return config if isinstance(config, Mapping) else {}


def _sampling(record: Mapping[str, Any]) -> object:
    return _config(record).get("sampling")
