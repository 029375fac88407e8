"""Where a score lies among the validation images of both classes."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from core.charts.style import GREY, STYLE

GRAFFITI, REST = "#d55e00", "#0072b2"


def score_place_figure(
    edges: np.ndarray,
    n_graffiti: np.ndarray,
    n_rest: np.ndarray,
    *,
    score: float,
    threshold: float,
    review_band: float,
) -> go.Figure:
    """Draw both score distributions, graffiti up and the rest down, each to its own highest bar.

    edges: (n_bins + 1,) from 0 to 1. n_graffiti, n_rest: (n_bins,) images; a bar's length goes with
    the root of its count, so that a few images still show. The score is a line, the threshold a
    dashed one, the review band a shade around it.
    """
    figure = go.Figure()
    middles, width = (edges[:-1] + edges[1:]) / 2, edges[1] - edges[0]
    classes = (("With graffiti", n_graffiti, GRAFFITI, 1), ("Without", n_rest, REST, -1))
    for name, counts, colour, side in classes:
        figure.add_bar(
            x=middles, y=side * np.sqrt(counts / max(1, counts.max())), width=width, name=name,
            marker={"color": colour, "line": {"width": 0}}, customdata=counts,
            hovertemplate="%{customdata:,} images<extra>" + name + "</extra>",
        )  # fmt: skip
    low, high = max(0, threshold - review_band), min(1, threshold + review_band)
    figure.add_vrect(x0=low, x1=high, fillcolor=GREY, opacity=0.25, line_width=0)
    figure.add_vline(x=threshold, line={"color": GREY, "dash": "dash", "width": 2})
    figure.add_vline(x=score, line={"color": "#e6007e", "width": 3})
    return figure.update_layout(
        **STYLE,
        height=190,
        barmode="overlay",
        dragmode=False,
        bargap=0,
        xaxis={"range": [0, 1], "fixedrange": True, "title": "Score", "zeroline": False},
        yaxis={"visible": False, "fixedrange": True, "range": [-1.05, 1.05]},
    )
