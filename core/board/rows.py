"""The rows the board looks up: one per strategy and grid threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from core.board.terms import Terms
from core.metrics.cost import cost_per_1000
from core.metrics.prevalence import at_prevalence
from core.metrics.rates import rates
from core.metrics.sweep import ThresholdSweep
from core.metrics.uncertainty import metric_intervals

COUNTS = ("tp", "fp", "fn", "tn")
SHOWN = ("recall", "specificity", "accuracy", "precision", "f1", "mcc", "flagged_rate", "cost")
N_BINS = 100


def strategy_rows(sweep: ThresholdSweep, terms: Terms) -> dict[str, np.ndarray]:
    """Return one strategy's columns, each (1001,): counts, measures and their intervals.

    Counts int32, as validated. Measures float64, at the prevalence of ``terms``; nan where
    undefined. ``<measure>_low`` and ``_high`` float32, 95 %. ``miss_rate`` and
    ``false_positive_rate`` are the shares of their matrix row.
    """
    counts = {"tp": sweep.tps, "fp": sweep.fps, "fn": sweep.fns, "tn": sweep.tns}
    columns = {name: count.astype(np.int32) for name, count in counts.items()}
    columns |= measures(sweep, terms)
    columns["miss_rate"] = _share(sweep.fns, sweep.n_positives)
    columns["false_positive_rate"] = _share(sweep.fps, sweep.n_negatives)
    intervals = metric_intervals(
        sweep,
        prevalence=terms.prevalence,
        cost_per_false_negative=terms.cost_per_false_negative,
        cost_per_false_positive=terms.cost_per_false_positive,
    )
    for name in SHOWN:
        low, high = intervals[name]
        columns[f"{name}_low"] = np.asarray(low, dtype=np.float32)
        columns[f"{name}_high"] = np.asarray(high, dtype=np.float32)
    return columns


def measures(sweep: ThresholdSweep, terms: Terms) -> dict[str, np.ndarray]:
    """Return the measures of ``SHOWN``, each (1001,) float64, at the prevalence of ``terms``.

    Recall, specificity and MCC stay as validated; the others follow the prevalence.
    """
    counts = (sweep.tps, sweep.fps, sweep.fns, sweep.tns)
    values = rates(*counts)
    if terms.prevalence is not None:
        values |= at_prevalence(values["recall"], values["false_positive_rate"], terms.prevalence)
    values["cost"] = cost_per_1000(
        *counts, terms.cost_per_false_negative, terms.cost_per_false_positive, terms.prevalence
    )
    return {name: values[name] for name in SHOWN}


def board_rows(strategies: Sequence[dict[str, np.ndarray]]) -> pa.Table:
    """Stack the strategies' columns: row i * 1001 + k is strategy i at the threshold k / 1000."""
    names = strategies[0].keys()
    stacked = {name: np.concatenate([columns[name] for columns in strategies]) for name in names}
    # Not through pandas: it would turn nan into null, and the browser reads null as 0.
    return pa.table({name: pa.array(values) for name, values in stacked.items()})


def density(sweeps: Sequence[ThresholdSweep]) -> pa.Table:
    """Return heights in [0, 1] of both classes' scores in 100 bins, for the strip.

    Columns ``graffiti/<i>`` and ``clean/<i>``, float32 (100,). The height is the root of the
    class's share in the bin, so that a rare middle is seen beside a full end.
    """
    columns = {}
    for i, sweep in enumerate(sweeps):
        for kind, counts in (("graffiti", sweep.tps), ("clean", sweep.fps)):
            columns[f"{kind}/{i}"] = pa.array(_heights(counts))
    return pa.table(columns)


def _heights(at_or_above: np.ndarray) -> np.ndarray:
    edges = at_or_above[:: (at_or_above.size - 1) // N_BINS]
    in_bin = edges[:-1] - np.append(edges[1:-1], 0)  # the last bin keeps the scores of 1
    return np.sqrt(in_bin / max(1, at_or_above[0])).astype(np.float32)


def _share(part: np.ndarray, whole: int) -> np.ndarray:
    return part / whole if whole else np.full(part.shape, np.nan)
