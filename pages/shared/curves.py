"""Frames behind the curves: every distinct score of a strategy, and where it stands now."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from core.charts.scores import scores_figure
from core.charts.style import strategy_colour
from core.metrics.iso_f1 import precision_of_equal_f1
from core.metrics.prevalence import at_prevalence
from core.metrics.ranking_curve import corners, ranking_curve
from core.metrics.rates import rates
from core.metrics.score_bins import score_bins
from core.metrics.sweep import THRESHOLDS
from pages.shared import loaders
from pages.shared.comparison import Comparison

SHOWN = ("recall", "precision", "false_positive_rate", "flagged_rate", "f1")
ISO_F1 = (0.2, 0.4, 0.6, 0.8)


def curves(shown: Comparison) -> pd.DataFrame:
    """Return strategy, threshold and the measures SHOWN at the corners of each curve."""
    name = shown.experiment.name
    prevalence = shown.terms.prevalence
    own = [_curve(name, shown.fold, s, prevalence, shown.fingerprint) for s in shown.strategies]
    return pd.concat(own, ignore_index=True)


def points(shown: Comparison) -> pd.DataFrame:
    """Return strategy, threshold and the measures SHOWN where each strategy stands now."""
    rows = []
    for strategy, k in shown.threshold_indices().items():
        sweep = shown.sweep(strategy)
        counts = sweep.tps[k], sweep.fps[k], sweep.fns[k], sweep.tns[k]
        measures = _measures(counts, shown.terms.prevalence)
        values = {name: float(value) for name, value in measures.items()}
        rows.append({"strategy": strategy, "threshold": THRESHOLDS[k], **values})
    return pd.DataFrame(rows)


def bins(shown: Comparison) -> pd.DataFrame:
    """Return strategy, low, high (scores), n_graffiti and n_rest of every bin of scores."""
    frames = []
    for strategy in shown.strategies:
        own = score_bins(shown.sweep(strategy))
        columns = {"low": own.edges[:-1], "high": own.edges[1:]}
        columns |= {"n_graffiti": own.n_graffiti, "n_rest": own.n_rest}
        frames.append(pd.DataFrame({"strategy": strategy, **columns}))
    return pd.concat(frames, ignore_index=True)


def iso_f1() -> pd.DataFrame:
    """Return f1, recall and precision along the lines of equal F1."""
    recall = np.linspace(0, 1, 201)
    lines = [
        pd.DataFrame({"f1": f1, "recall": recall, "precision": precision_of_equal_f1(f1, recall)})
        for f1 in ISO_F1
    ]
    return pd.concat(lines).dropna()


def prevalence(shown: Comparison) -> float:
    """Return the share of graffiti that is set, else that of the validation images."""
    if shown.terms.prevalence is not None:
        return shown.terms.prevalence
    first = shown.sweep(shown.strategies[0])
    return first.n_positives / (first.n_positives + first.n_negatives)


def colours(shown: Comparison) -> dict[str, str]:
    """Return the colours of the shown strategies, as on the board."""
    everyone = strategy_colour(list(shown.experiment.predictions))
    return {strategy: everyone[strategy] for strategy in shown.strategies}


def scores_figures(
    bins: pd.DataFrame, points: pd.DataFrame, colours: dict[str, str]
) -> list[go.Figure]:
    """Return the score distributions, in two columns where there is more than one strategy."""
    half = -(-len(points) // 2)
    parts = [part for part in (points[:half], points[half:]) if len(part)]
    return [scores_figure(bins, part, colours) for part in parts]


# cache_resource: every visitor gets the same frame, and none writes into it.
@st.cache_resource(max_entries=256, show_spinner=False)
def _curve(
    name: str, fold: int | None, strategy: str, prevalence: float | None, fingerprint: str
) -> pd.DataFrame:
    frame = loaders.load(name, fold).predictions[strategy]
    curve = corners(ranking_curve(frame["y_true"].to_numpy(), frame["y_score"].to_numpy()))
    fns, tns = curve.tps[-1] - curve.tps, curve.fps[-1] - curve.fps
    measures = _measures((curve.tps, curve.fps, fns, tns), prevalence)
    return pd.DataFrame({"strategy": strategy, "threshold": curve.thresholds, **measures})


def _measures(counts: tuple[np.ndarray, ...], prevalence: float | None) -> dict[str, np.ndarray]:
    values = rates(*counts)
    if prevalence is not None:
        values |= at_prevalence(values["recall"], values["false_positive_rate"], prevalence)
    return {name: values[name] for name in SHOWN}
