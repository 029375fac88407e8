"""The comparison as a table, and the operating points as a record to put into use."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import streamlit as st

from core.board.rows import COUNTS, SHOWN
from core.errors import RaresightError
from core.metrics.sweep import N_STEPS
from core.runs.paths import run_folder
from core.runs.run_record import load_run_json
from pages.shared.comparison import Comparison

MODEL_FOLD = 0  # the fold whose model is stored


def show(shown: Comparison) -> None:
    """Offer both files; they are written when asked for, as the board stands now."""
    left, right, _ = st.columns([3, 3, 6])
    left.download_button(
        "Comparison as CSV",
        lambda: comparison_table(shown).to_csv(index=False),
        "raresight-comparison.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/table:",
        width="stretch",
    )
    right.download_button(
        "Operating points as JSON",
        lambda: json.dumps(operating_points(shown), indent=2),
        "raresight-operating-points.json",
        "application/json",
        on_click="ignore",
        icon=":material/data_object:",
        width="stretch",
    )


def comparison_table(shown: Comparison) -> pd.DataFrame:
    """Return one row a strategy: threshold, counts, every measure and its interval."""
    records = []
    for strategy, k in shown.threshold_indices().items():
        rows = shown.rows(strategy)
        record: dict[str, Any] = {"strategy": strategy, "threshold": k / N_STEPS}
        record |= {name: int(rows[name][k]) for name in COUNTS}
        for name in SHOWN:
            record |= {c: float(rows[c][k]) for c in (name, f"{name}_low", f"{name}_high")}
        records.append(record)
    return pd.DataFrame(records)


def operating_points(shown: Comparison) -> dict[str, Any]:
    """Return what is needed to use these thresholds, and to check later what they rest on."""
    terms = shown.terms
    return {
        "experiment": shown.experiment.name,
        "folds": list(shown.experiment.folds),
        "marked_images_left_out": shown.experiment.n_marked_out,
        "mode": shown.state.mode,
        "decision": "graffiti where P(graffiti) >= threshold",
        "prevalence": terms.prevalence,
        "cost_per_false_negative": terms.cost_per_false_negative,
        "cost_per_false_positive": terms.cost_per_false_positive,
        "operating_points": [
            _point(shown, record) for record in comparison_table(shown).to_dict("records")
        ],
    }


def _point(shown: Comparison, record: dict[str, Any]) -> dict[str, Any]:
    run = _run_record(shown.experiment.name, record["strategy"])
    return {
        "strategy": record["strategy"],
        "threshold": record["threshold"],
        "model_sha256": run.get("model_sha256"),
        "data_fingerprint": run.get("data_fingerprint"),
        "counts": {name: record[name] for name in COUNTS},
        "measures": {
            name: {
                "value": _json_number(record[name]),
                "low": _json_number(record[f"{name}_low"]),
                "high": _json_number(record[f"{name}_high"]),
            }
            for name in SHOWN
        },
    }


def _run_record(experiment: str, strategy: str) -> dict[str, Any]:
    try:
        return load_run_json(run_folder(experiment, strategy, MODEL_FOLD))
    except RaresightError:
        return {}  # predictions brought without a record: the keys stay, and are null


def _json_number(value: float) -> float | None:
    """JSON knows no nan: undefined is null."""
    return None if value != value else value
