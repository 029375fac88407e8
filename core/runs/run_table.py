"""What each run took and what made it: a table from the records and the epochs."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan
from typing import Any

import pandas as pd

from core.runs.histories import Histories
from core.runs.paths import model_path

MODEL_FOLD = 0  # the fold whose model is stored
MEANS = ["epochs", "seconds", "images_per_second", "n_parameters", "model_bytes", "input_px"]


def run_table(experiment: str, histories: Histories) -> pd.DataFrame:
    """Return one row a run: strategy, fold, MEANS (float), network, seed, versions (str).

    A number that was not recorded is nan, a text empty. model_bytes is known of fold 0 alone.
    """
    epochs = histories.epochs.groupby(["strategy", "fold"])["epoch"].nunique().to_dict()
    seconds = histories.epochs.groupby(["strategy", "fold"])["seconds"].sum(min_count=1).to_dict()
    rows = []
    for strategy, fold in sorted({*epochs, *histories.records}):
        record = histories.records.get((strategy, fold), {})
        known = {name: _number(record.get(name)) for name in MEANS}
        known["epochs"] = epochs.get((strategy, fold), known["epochs"])
        if known["seconds"] != known["seconds"]:
            known["seconds"] = seconds.get((strategy, fold), nan)
        known["model_bytes"] = _model_bytes(experiment, strategy) if fold == MODEL_FOLD else nan
        texts = {name: _text(record.get(name)) for name in ("network", "seed")}
        texts["versions"] = _versions(record.get("versions"))
        rows.append({"strategy": strategy, "fold": str(fold), **known, **texts})
    columns = ["strategy", "fold", *MEANS, "network", "seed", "versions"]
    return pd.DataFrame(rows, columns=columns)


def strategy_table(runs: pd.DataFrame) -> pd.DataFrame:
    """Average ``run_table`` over the folds of each strategy; texts that differ are listed."""
    parts = runs.groupby("strategy", sort=False)
    listed = dict.fromkeys(("fold", "network", "seed", "versions"), _listed)
    table = parts.agg({**listed, **dict.fromkeys(MEANS, "mean")}).reset_index()
    return table[runs.columns]


def _listed(values: pd.Series) -> str:
    return ", ".join(dict.fromkeys(value for value in values if value))


def _model_bytes(experiment: str, strategy: str) -> float:
    try:
        return float(model_path(experiment, strategy).stat().st_size)
    except OSError:
        return nan


def _number(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else nan


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _versions(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    return ", ".join(f"{name} {_text(version)}" for name, version in sorted(value.items()))
