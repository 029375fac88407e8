"""How the scores of both classes are spread, a row a strategy."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.charts.style import GREY, LINE, STYLE, label

ROW_PX, GAP_PX, REST_PX = 90, 26, 90
LOWEST = -0.2  # log10: a single image still shows as a bar


def scores_figure(
    bins: pd.DataFrame, points: pd.DataFrame, colours: Mapping[str, str]
) -> go.Figure:
    """Draw counts on a log scale, and each strategy's threshold as a line.

    bins: columns strategy, low, high (score), n_graffiti, n_rest. points: strategy, threshold.
    """
    strategies = points["strategy"].tolist()
    n_rows = max(1, len(strategies))
    plot_px = n_rows * (ROW_PX + GAP_PX)
    figure = make_subplots(rows=n_rows, shared_xaxes=True, vertical_spacing=GAP_PX / plot_px)
    for row, (strategy, threshold) in enumerate(
        zip(strategies, points["threshold"], strict=True), start=1
    ):
        own = bins[bins["strategy"] == strategy]
        _add_class(figure, row, own, "n_rest", GREY, "no graffiti")
        _add_class(figure, row, own, "n_graffiti", colours[strategy], "graffiti")
        figure.add_vline(
            x=threshold, line={"dash": "dash", "width": 2, "color": GREY}, row=row, col=1
        )
        _name_row(figure, row, strategy, colours[strategy])
    figure.update_xaxes(range=[-0.005, 1.005], gridcolor=LINE, zeroline=False)
    figure.update_xaxes(title="Score, P(graffiti)", row=n_rows, col=1)
    figure.update_yaxes(type="log", dtick=1, gridcolor=LINE, range=[LOWEST, None])
    figure.update_layout(height=REST_PX + plot_px, **STYLE)
    return figure.update_layout(barmode="overlay", bargap=0, showlegend=False, margin_t=26)


def _add_class(
    figure: go.Figure, row: int, bins: pd.DataFrame, column: str, colour: str, words: str
) -> None:
    figure.add_bar(
        x=(bins["low"] + bins["high"]) / 2,
        y=bins[column].where(bins[column] > 0),  # a log scale has no place for 0
        width=bins["high"] - bins["low"],
        customdata=bins[["low", "high"]],
        name=words,
        marker={"color": colour, "line": {"width": 0}},
        opacity=0.35 if colour == GREY else 0.75,
        hovertemplate=f"%{{y}} images with {words}<br>score %{{customdata[0]:.2f}} to "
        "%{customdata[1]:.2f}<extra></extra>",
        row=row,
        col=1,
    )


def _name_row(figure: go.Figure, row: int, strategy: str, colour: str) -> None:
    axis = "" if row == 1 else str(row)
    figure.add_annotation(
        text=f'<span style="color:{colour}">●</span> {label(strategy)}',
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref=f"y{axis} domain",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12},
    )
