"""Images by class and fold."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from core.charts.score_place import GRAFFITI, REST
from core.charts.style import LINE, STYLE
from core.datasets import class_counts

COLOURS = {
    class_counts.REST: REST,
    class_counts.GRAFFITI: GRAFFITI,
    class_counts.MORE: "rgba(213, 94, 0, 0.35)",
}
HEIGHT_PX = 340


def class_counts_figure(counts: pd.DataFrame) -> go.Figure:
    """Draw bars from 0, a group a fold, each with its number. counts: fold, kind, n_images."""
    figure = go.Figure()
    for kind, colour in COLOURS.items():
        own = counts[counts["kind"] == kind]
        if own.empty:
            continue
        figure.add_bar(
            x=[f"fold {fold}" for fold in own["fold"]],
            y=own["n_images"],
            name=kind,
            text=[f"{n:,}" for n in own["n_images"]],
            textposition="outside",
            cliponaxis=False,
            marker={"color": colour, "line": {"width": 0}},
            hovertemplate="%{y:,} images, " + kind + "<extra></extra>",
        )
    figure.update_yaxes(gridcolor=LINE, zeroline=False, tickformat=",", fixedrange=True)
    figure.update_xaxes(fixedrange=True)
    figure.update_layout(height=HEIGHT_PX, barmode="group", bargap=0.3, dragmode=False, **STYLE)
    return figure.update_layout(margin_t=40)
