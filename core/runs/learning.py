"""What the epochs say: curves, their mean over folds, the best epoch and the stored one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

LOWER_IS_BETTER = frozenset({"loss"})


def learning_curves(epochs: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Pick one measure: strategy, fold, epoch, train, validation; rows without either left out.

    epochs: as in histories.Histories.
    """
    columns = {measure: "train", f"val_{measure}": "validation"}
    curves = epochs[["strategy", "fold", "epoch", *columns]].rename(columns=columns)
    return curves.dropna(subset=["train", "validation"], how="all")


def mean_curves(curves: pd.DataFrame) -> pd.DataFrame:
    """Average over folds: strategy, epoch, train, validation; each fold counts the same."""
    parts = curves.groupby(["strategy", "epoch"], as_index=False, sort=False)
    return parts[["train", "validation"]].mean().sort_values(["strategy", "epoch"])


def best_epoch(mean: pd.DataFrame, measure: str) -> pd.Series | None:
    """Return the row with the best validation value, the earliest of equals; None if all are nan.

    mean: epoch, train, validation of one strategy, rising epochs.
    """
    values = mean["validation"] if measure in LOWER_IS_BETTER else -mean["validation"]
    return None if values.isna().all() else mean.loc[values.idxmin()]


def stored_epochs(records: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the epochs whose predictions are stored, from the records of a strategy's folds."""
    epochs = [record.get("epoch_scored") for record in records]
    return sorted({epoch for epoch in epochs if type(epoch) is int})
