"""Precision against recall."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from core.charts.lines import add_lines, add_points, add_reference, new_figure, share_axes
from core.charts.style import GREY


def precision_recall_figure(
    curves: pd.DataFrame,
    points: pd.DataFrame,
    iso_f1: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    prevalence: float,
) -> go.Figure:
    """Draw steps, as average precision adds them up, lines of equal F1 and the chance level.

    curves: strategy, threshold, recall, precision; points: those and f1. iso_f1: f1, recall,
    precision. prevalence: precision of flagging by lot. All are shares, 0 to 1.
    """
    figure = new_figure()
    for f1, line in iso_f1.groupby("f1"):
        name = f"F1 {f1:.1f}"
        add_reference(figure, line["recall"].tolist(), line["precision"].tolist(), name)
        figure.add_annotation(
            x=line["recall"].iloc[-1],
            y=line["precision"].iloc[-1],
            text=name,
            showarrow=False,
            xanchor="right",
            yanchor="top",  # the line comes down to its end: below it is free
            font={"size": 11, "color": GREY},
        )
    add_reference(figure, [0, 1], [prevalence] * 2, f"flagging by lot: {prevalence:.1%}")
    # Nothing is flagged at recall 0, and precision undefined: the first step starts there.
    steps = curves.assign(precision=curves.groupby("strategy")["precision"].bfill())
    add_lines(figure, steps, colours, x="recall", y="precision", shape="vh")
    add_points(figure, points, colours, x="recall", y="precision")
    return share_axes(figure, "Recall: graffiti found", "Precision: flags that are graffiti")
