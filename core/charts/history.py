"""A measure by epoch: one small panel a strategy, all with the same axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from core.charts.style import GREY, LINE, STYLE, label

HEIGHT_PX = 190
LEFT_PX = 38  # for the numbers of the axis; the title begins above them
VALIDATION, TRAINING = "validation", "training"
FROM_0 = ("f1", "precision", "recall")  # others use the part of the scale that they need
FORMATS = {"f1": ".2f", "loss": "~g", "precision": ".0%", "recall": ".0%", "accuracy": ".3~%"}
EXACT = {"f1": ".3f", "loss": ".4f", "precision": ".1%", "recall": ".1%", "accuracy": ".2%"}


def shared_axes(curves: pd.DataFrame, measure: str, n_epochs: int = 1) -> dict[str, Any]:
    """Return the axes on which all curves have room: losses on a log scale, shares from 0.

    curves: strategy, fold, epoch, train, validation, of every strategy to be shown.
    n_epochs: how many epochs there will be at least.
    """
    values = curves[["train", "validation"]].to_numpy(dtype=float)
    epochs = curves["epoch"].to_numpy(dtype=float)
    first = epochs.min() if epochs.size else 1
    last = max([n_epochs, *epochs])
    x: dict[str, Any] = {"range": [first - 0.4, last + 0.4]}
    x |= {"dtick": max(1, int((last - first) // 4)), "unifiedhovertitle": {"text": "epoch %{x}"}}
    y: dict[str, Any] = {"tickformat": FORMATS[measure], "nticks": 5}
    if measure == "loss":
        positive = values[values > 0]
        low, high = (positive.min(), positive.max()) if positive.size else (0.1, 1)
        y |= {"type": "log", "range": [np.log10(low) - 0.1, np.log10(high) + 0.1]}
    else:
        known = values[~np.isnan(values)]
        low, high = (known.min(), known.max()) if known.size else (0, 1)
        low = 0 if measure in FROM_0 else low
        room = 0.06 * max(high - low, 0.01)
        y["range"] = [low - room, high + room]
    look = {"gridcolor": LINE, "zeroline": False, "fixedrange": True, "tickfont": {"size": 10}}
    return {"xaxis": look | x, "yaxis": look | y | {"automargin": False}}


def history_figure(
    folds: pd.DataFrame,
    mean: pd.DataFrame,
    *,
    name: str,
    title: str,
    measure: str,
    colour: str,
    axes: Mapping[str, Any],
    stored: Sequence[int] = (),
    best: int | None = None,
) -> go.Figure:
    """Draw validation in the strategy's colour, training dotted in grey.

    folds: fold, epoch, train, validation, drawn thin. mean: epoch, train, validation, drawn bold.
    stored: epochs of ``mean`` whose predictions are stored (dots); best: that of the ring.
    """
    figure = go.Figure()
    for column, look in (
        ("train", {"color": GREY, "dash": "dot"}),
        ("validation", {"color": colour}),
    ):
        if folds["fold"].nunique() > 1:
            figure.add_scatter(**_with_gaps(folds, column), line=look | {"width": 1}, opacity=0.4)
        words = TRAINING if column == "train" else VALIDATION
        _add_mean(figure, mean, column, words, look | {"width": 2.4}, EXACT[measure])
    _add_mark(figure, mean, list(stored), colour, "circle", 7, "stored")
    _add_mark(figure, mean, [] if best is None else [best], colour, "circle-open", 13, "best")
    figure.add_annotation(
        text=f'<span style="color:{colour}">●</span> {label(name)}<br>'
        f'<span style="font-size:11px;opacity:0.75">{label(title)}</span>',
        x=0, xref="paper", xanchor="left", xshift=4 - LEFT_PX, y=1, yref="paper",
        yanchor="bottom", align="left", showarrow=False, font={"size": 12},
    )  # fmt: skip
    figure.update_layout(height=HEIGHT_PX, showlegend=False, **STYLE, **axes)
    return figure.update_layout(
        margin={"l": LEFT_PX, "r": 4, "t": 40, "b": 4}, hovermode="x unified", dragmode=False
    )


def _add_mean(
    figure: go.Figure, mean: pd.DataFrame, column: str, words: str, look: dict, spec: str
) -> None:
    lone = mean[column].notna().sum() == 1  # a line needs two points
    figure.add_scatter(
        x=mean["epoch"], y=mean[column], mode="lines+markers" if lone else "lines",
        line=look, marker={"size": 5}, name=words, hovertemplate=f"%{{y:{spec}}}",
    )  # fmt: skip


def _add_mark(
    figure: go.Figure,
    mean: pd.DataFrame,
    epochs: list[int],
    colour: str,
    symbol: str,
    size: int,
    name: str,
) -> None:
    at = mean[mean["epoch"].isin(epochs)]
    line_px = 2 if symbol.endswith("open") else 0
    figure.add_scatter(
        x=at["epoch"], y=at["validation"], mode="markers", name=name,
        hoverinfo="skip", cliponaxis=False,
        marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": line_px}},
    )  # fmt: skip


def _with_gaps(folds: pd.DataFrame, column: str) -> dict[str, Any]:
    """Return all folds as one line, broken between them."""
    xs: list[float] = []
    ys: list[float] = []
    for _, one in folds.groupby("fold"):
        xs += [*one["epoch"], np.nan]
        ys += [*one[column], np.nan]
    return {"x": xs, "y": ys, "mode": "lines", "hoverinfo": "skip", "connectgaps": False}
