"""Graffiti found against images looked at."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from core.charts.lines import add_lines, add_points, add_reference, new_figure, share_axes


def gains_figure(
    curves: pd.DataFrame,
    points: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    prevalence: float,
) -> go.Figure:
    """Draw what is found when images are looked at from the highest score down.

    curves: columns strategy, threshold, flagged_rate, recall (0 to 1); points: those and f1.
    prevalence: where a perfect ranking would have found all.
    """
    figure = new_figure()
    add_reference(figure, [0, 1], [0, 1], "by lot")
    add_reference(figure, [0, prevalence, 1], [0, 1, 1], "a perfect ranking")
    add_lines(figure, curves, colours, x="flagged_rate", y="recall")
    add_points(figure, points, colours, x="flagged_rate", y="recall")
    return share_axes(figure, "Images looked at, highest score first", "Recall: graffiti found")
