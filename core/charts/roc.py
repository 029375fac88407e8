"""Recall against the false positive rate (ROC)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from core.charts.lines import add_lines, add_points, add_reference, new_figure, share_axes


def roc_figure(curves: pd.DataFrame, points: pd.DataFrame, colours: Mapping[str, str]) -> go.Figure:
    """Draw the share of graffiti found against that of the rest flagged.

    curves: columns strategy, threshold, false_positive_rate, recall (0 to 1); points: those
    and f1.
    """
    figure = new_figure()
    add_reference(figure, [0, 1], [0, 1], "flagging by lot")
    add_lines(figure, curves, colours, x="false_positive_rate", y="recall")
    add_points(figure, points, colours, x="false_positive_rate", y="recall")
    return share_axes(
        figure, "False positive rate: no graffiti, yet flagged", "Recall: graffiti found"
    )
