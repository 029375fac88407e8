"""The five ways to hold something equal, and what each slider position asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from core.board.street import street_sweep
from core.board.terms import Terms
from core.metrics.matching import MODES, match_table, wanted_flagged_rate, wanted_recall
from core.metrics.sweep import N_STEPS, THRESHOLDS, ThresholdSweep

WORDS: dict[str, dict[str, Any]] = {
    "same_threshold": {
        "words": "same threshold",
        "name": "Threshold",
        "saying": "P(graffiti) at or above it is flagged",
        "unit": "fraction",
        "moves": True,
        "costs": False,
        "low_end": "0: everything is flagged",
        "high_end": "1: nothing is",
    },
    "best_f1": {
        "words": "own best F1",
        "name": "Best F1",
        "saying": "each at its own threshold; the handle returns to one for all",
        "unit": "fraction",
        "moves": False,
        "costs": False,
        "low_end": "",
        "high_end": "",
    },
    "same_recall": {
        "words": "same recall",
        "name": "Recall",
        "saying": "of the graffiti is found, by every strategy",
        "unit": "per_cent",
        "moves": True,
        "costs": False,
        "low_end": "100 % is found",
        "high_end": "nothing is",
    },
    "same_flagged_rate": {
        "words": "same flagged rate",
        "name": "Flagged",
        "saying": "of 1,000 images, by every strategy",
        "unit": "per_1000",
        "moves": True,
        "costs": False,
        "low_end": "200 of 1,000 are flagged",
        "high_end": "none is",
    },
    "lowest_cost": {
        "words": "lowest cost",
        "name": "Lowest cost",
        "saying": "each at its own threshold",
        "unit": "fraction",
        "moves": False,
        "costs": True,
        "low_end": "",
        "high_end": "",
    },
}


def mode_paths(sweeps: Sequence[ThresholdSweep], terms: Terms) -> pa.Table:
    """Return one row a slider position, (1001,).

    ``<mode>/<i>``: the grid position (int16) strategy i stands at. ``<mode>/asked``: what the
    position asks for (float64): a threshold, a recall or a flagged rate.
    """
    columns: dict[str, pa.Array] = {}
    on_the_street = [street_sweep(sweep, terms.prevalence) for sweep in sweeps]
    for mode in MODES:
        table = match_table(
            mode,
            on_the_street if mode in ("best_f1", "same_flagged_rate") else sweeps,
            terms.cost_per_false_negative,
            terms.cost_per_false_positive,
            terms.prevalence,
        )
        columns[f"{mode}/asked"] = pa.array(asked(mode))
        for i in range(len(sweeps)):
            columns[f"{mode}/{i}"] = pa.array(np.ascontiguousarray(table[:, i], dtype=np.int16))
    return pa.table(columns)


def asked(mode: str) -> np.ndarray:
    """Return what each slider position asks for, (1001,) float64."""
    positions = np.arange(N_STEPS + 1)
    if mode == "same_recall":
        return wanted_recall(positions)
    return wanted_flagged_rate(positions) if mode == "same_flagged_rate" else THRESHOLDS
