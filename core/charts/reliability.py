"""Does a score of 0.7 mean seven in ten? Observed share against mean score, with counts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.charts.lines import add_reference, new_figure, share_axes
from core.charts.style import LINE, label

AS_GIVEN, CORRECTED = "as given", "prior corrected"
MOST_WITH_BARS = 3  # more lines than that, and the bars hide them


def reliability_figure(bins: pd.DataFrame, colours: Mapping[str, str]) -> go.Figure:
    """Draw observed share against mean score, and below it how many images each bin holds.

    bins: columns strategy, scores (AS_GIVEN or CORRECTED), mean_score,
    graffiti_share, low, high (its 95 % interval), n_images, n_graffiti; only bins with images.
    """
    figure = make_subplots(
        rows=2,
        shared_xaxes=True,
        row_heights=[0.72, 0.28],
        vertical_spacing=0.04,
        figure=new_figure(),
    )
    add_reference(figure, [0, 1], [0, 1], "scores that mean what they say")
    lines = bins.groupby(["strategy", "scores"], sort=False)
    for (strategy, scores), line in lines:
        as_given = scores == AS_GIVEN
        name = label(strategy if as_given else f"{strategy}, {CORRECTED}")
        look = {"color": colours[strategy], "width": 1.4, "dash": "solid" if as_given else "dot"}
        _add_shares(figure, line, name, look, as_given, with_bars=len(lines) <= MOST_WITH_BARS)
        _add_counts(figure, line, name, look)
    share_axes(figure, "", "Observed share of graffiti")
    figure.update_xaxes(range=[-0.01, 1.02], tickformat=".0%", gridcolor=LINE, zeroline=False)
    figure.update_xaxes(title="Mean score of the bin", row=2, col=1)
    figure.update_yaxes(title="Images", type="log", dtick=1, gridcolor=LINE, row=2, col=1)
    return figure


def _add_shares(
    figure: go.Figure, bins: pd.DataFrame, name: str, look: dict, as_given: bool, *, with_bars: bool
) -> None:
    share = bins["graffiti_share"]
    figure.add_scatter(
        x=bins["mean_score"],
        y=share,
        error_y={
            "type": "data",
            "array": bins["high"] - share,
            "arrayminus": share - bins["low"],
            "thickness": 1,
            "width": 0,
            "visible": with_bars,
        },
        customdata=bins[["n_graffiti", "n_images", "low", "high"]],
        mode="lines+markers",
        name=name,
        line=look,
        marker={
            "symbol": "circle" if as_given else "circle-open",
            "size": 4 + 3 * np.log10(bins["n_images"]),  # what rests on few images looks small
        },
        hovertemplate="mean score %{x:.1%}<br>%{customdata[0]:,} of %{customdata[1]:,} images "
        "are graffiti: %{y:.1%} (%{customdata[2]:.1%} to %{customdata[3]:.1%})",
        row=1,
        col=1,
    )


def _add_counts(figure: go.Figure, bins: pd.DataFrame, name: str, look: dict) -> None:
    figure.add_scatter(
        x=bins["mean_score"],
        y=bins["n_images"],
        mode="lines+markers",
        name=name,
        line=look,
        marker={"size": 4},
        hovertemplate="mean score %{x:.1%}<br>%{y:,} images",
        row=2,
        col=1,
    )
