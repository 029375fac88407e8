"""Frames as the pages show them: fractions become per cent here."""

from __future__ import annotations

import pandas as pd

from core.metrics.counts import confusion_counts
from core.runs.pooled import Experiment


def summary(experiment: Experiment, threshold: float) -> pd.DataFrame:
    """Return one row a strategy: classes, images, recall, precision and F1 at ``threshold``."""
    rows = []
    for strategy, frame in experiment.predictions.items():
        counts = confusion_counts(
            frame["y_true"].to_numpy(), frame["y_score"].to_numpy(), threshold
        )
        n_graffiti = counts.tp + counts.fn
        rows.append(
            {
                "Strategy": strategy,
                "Images": len(frame),
                "Graffiti": n_graffiti,
                "No graffiti": len(frame) - n_graffiti,
                "Recall": _per_cent(counts.recall),
                "Precision": _per_cent(counts.precision),
                "F1": f"{counts.f1:.3f}" if counts.f1 == counts.f1 else "–",  # noqa: RUF001
            }
        )
    return pd.DataFrame(rows)


def _per_cent(fraction: float) -> str:
    return f"{fraction:.1%}" if fraction == fraction else "–"  # noqa: RUF001
