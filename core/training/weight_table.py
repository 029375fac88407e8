"""The class weights of every fold, from the labels that it trains on."""

from __future__ import annotations

from math import nan

import pandas as pd

from core.datasets.manifest import ALL
from core.training.sampling import balanced_class_weight


def weight_table(manifest: pd.DataFrame) -> pd.DataFrame:
    """Return a row a validated fold: n_train, n_graffiti, graffiti, rest (weights), counts_as.

    counts_as: how many images without graffiti one with graffiti weighs as much as. nan where the
    training labels lack a class.
    """
    everyone = manifest[manifest["role"] == ALL]
    rows = []
    for fold in sorted(everyone["fold"].unique().tolist()):
        labels = everyone["label"][everyone["fold"] != fold].to_numpy()
        both = 0 < labels.sum() < labels.size
        weight = balanced_class_weight(labels) if both else {0: nan, 1: nan}
        rows.append(
            {
                "fold": fold,
                "n_train": labels.size,
                "n_graffiti": int(labels.sum()),
                "graffiti": weight[1],
                "rest": weight[0],
                "counts_as": weight[1] / weight[0],
            }
        )
    return pd.DataFrame(rows)
