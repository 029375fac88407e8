"""A line a strategy and a marker where it stands: the parts that the curves share."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from core.charts.style import GREY, LINE, STYLE, label

HEIGHT_PX = 400


def new_figure(height_px: int = HEIGHT_PX) -> go.Figure:
    """Return an empty figure in our style; the page has one legend for all its figures."""
    return go.Figure().update_layout(height=height_px, showlegend=False, **STYLE)


def add_lines(
    figure: go.Figure,
    curves: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    x: str,
    y: str,
    shape: str = "linear",
) -> None:
    """Draw ``y`` against ``x`` (shares, 0 to 1), a line a strategy.

    curves: columns strategy, threshold, ``x``, ``y``; rows in the line's order.
    shape: linear, or vh for steps that rise first.
    """
    for strategy, curve in curves.groupby("strategy", sort=False):
        figure.add_scatter(
            x=curve[x],
            y=curve[y],
            customdata=curve["threshold"],
            mode="lines",
            name=label(strategy),
            line={"color": colours[strategy], "shape": shape, "width": 1.8},
            hovertemplate=f"{_words(x)} %{{x:.1%}}<br>{_words(y)} %{{y:.1%}}"
            "<br>threshold %{customdata:.3f}",
        )


def add_points(
    figure: go.Figure, points: pd.DataFrame, colours: Mapping[str, str], *, x: str, y: str
) -> None:
    """Mark where each strategy stands. points: columns strategy, threshold, f1, ``x``, ``y``."""
    for row in points.to_dict("records"):
        figure.add_scatter(
            x=[row[x]],
            y=[row[y]],
            mode="markers",
            name=label(row["strategy"]),
            marker={
                "color": colours[row["strategy"]],
                "size": 11,
                "line": {"width": 1.5, "color": "#ffffff"},
            },
            hovertemplate=f"<b>stands at {row['threshold']:.3f}</b>"
            f"<br>{_words(x)} %{{x:.1%}}<br>{_words(y)} %{{y:.1%}}<br>F1 {row['f1']:.3f}",
        )


def add_reference(figure: go.Figure, x: list[float], y: list[float], name: str) -> None:
    """Draw a thin grey line to compare with, named on hover."""
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        name=name,
        line={"color": GREY, "dash": "dot", "width": 1.2},
        hovertemplate=name,
    )


def share_axes(figure: go.Figure, x_title: str, y_title: str) -> go.Figure:
    """Give both axes per cent from 0 to 100, and titles; return the figure."""
    axis = {"range": [-0.01, 1.02], "tickformat": ".0%", "gridcolor": LINE, "zeroline": False}
    return figure.update_layout(
        xaxis={"title": x_title, **axis}, yaxis={"title": y_title, **axis}, hovermode="closest"
    )


def _words(column: str) -> str:
    return column.replace("_", " ")
