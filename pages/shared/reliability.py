"""Frames behind the reliability diagram: scores as given, and corrected for their training."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.charts.reliability import AS_GIVEN, CORRECTED
from core.errors import RaresightError
from core.metrics.calibration import brier_score, correct_prior, log_loss, reliability_bins
from core.metrics.ranking import average_precision, roc_auc
from core.metrics.wilson import wilson_interval
from core.runs.paths import run_folder
from core.runs.run_record import load_run_json
from core.runs.trained_prevalence import trained_prevalence
from pages.shared.comparison import Comparison

NOTEWORTHY = 1.25  # a prevalence that training saw by this factor too high or too low


def distorted(shown: Comparison) -> dict[str, float]:
    """Return strategy -> prevalence its training saw, where that is far from these images'."""
    found = {}
    for strategy in shown.strategies:
        seen = _seen(shown.experiment.name, strategy, shown.experiment.folds[0])
        here = float(shown.experiment.predictions[strategy]["y_true"].mean())
        if seen is not None and 0 < here < 1 and not _close(seen, here):
            found[strategy] = seen
    return found


def scores(shown: Comparison, correct: dict[str, float]) -> list[tuple[str, str, np.ndarray]]:
    """Return (strategy, AS_GIVEN or CORRECTED, scores); corrected where ``correct`` names it.

    correct: strategy -> prevalence its training saw.
    """
    rows = []
    for strategy in shown.strategies:
        frame = shown.experiment.predictions[strategy]
        y_score = frame["y_score"].to_numpy(dtype=np.float64)
        rows.append((strategy, AS_GIVEN, y_score))
        if strategy in correct:
            here = float(frame["y_true"].mean())
            rows.append((strategy, CORRECTED, correct_prior(y_score, correct[strategy], here)))
    return rows


def bins(shown: Comparison, correct: dict[str, float]) -> pd.DataFrame:
    """Return the bins that hold images: mean_score, counts, graffiti_share, its interval."""
    rows = []
    for strategy, kind, y_score in scores(shown, correct):
        own = reliability_bins(_labels(shown, strategy), y_score)
        for i in np.flatnonzero(own.n_images):
            n_graffiti, n_images = int(own.n_graffiti[i]), int(own.n_images[i])
            low, high = wilson_interval(n_graffiti, n_images)
            rows.append(
                {
                    "strategy": strategy,
                    "scores": kind,
                    "mean_score": own.mean_score[i],
                    "graffiti_share": own.graffiti_share[i],
                    "low": low,
                    "high": high,
                    "n_graffiti": n_graffiti,
                    "n_images": n_images,
                }
            )
    return pd.DataFrame(rows)


def in_one_number(shown: Comparison, correct: dict[str, float]) -> pd.DataFrame:
    """Return ranking and calibration of each strategy, a number each; nan where undefined."""
    rows = []
    for strategy, kind, y_score in scores(shown, correct):
        y_true = _labels(shown, strategy)
        rows.append(
            {
                "strategy": strategy,
                "scores": kind,
                "average_precision": average_precision(y_true, y_score),
                "roc_auc": roc_auc(y_true, y_score),
                "brier_score": brier_score(y_true, y_score),
                "log_loss": log_loss(y_true, y_score),
            }
        )
    return pd.DataFrame(rows)


def _labels(shown: Comparison, strategy: str) -> np.ndarray:
    return shown.experiment.predictions[strategy]["y_true"].to_numpy()


def _seen(experiment: str, strategy: str, fold: int) -> float | None:
    try:
        return trained_prevalence(load_run_json(run_folder(experiment, strategy, fold)))
    except RaresightError:  # a run without a record is shown; only its correction is not offered
        return None


def _close(a: float, b: float) -> bool:
    odds = a * (1 - b) / (b * (1 - a))
    return 1 / NOTEWORTHY < odds < NOTEWORTHY
