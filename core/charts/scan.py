"""The scan of a photo: scores as heat over it, flagged tiles outlined, every tile to click."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.charts.overlay import jpeg_uri
from core.charts.style import STYLE

SIDE_PX = 900  # of the photo in the figure
HEIGHT_PX = 560
WIDTH_PX = 600  # about: of the column in which the figure lies
FLAGGED, CHOSEN = "#ff6a00", "#ffffff"
MIDDLE = "rgba(255,255,255,0.55)"


def scan_figure(
    pixels: np.ndarray,
    tiles: np.ndarray,
    scores: np.ndarray,
    *,
    heat: tuple[np.ndarray, np.ndarray, np.ndarray],
    flagged: np.ndarray,
    threshold: float,
    chosen: int,
) -> go.Figure:
    """Draw a scanned photo.

    pixels: (h, w, 3) uint8. tiles: (n, 3) x, y, side. scores: (n,). heat: edges along x and y in
    pixels, and the heat of each cell, 0 to 1. flagged: rows of the tiles to outline. chosen: the
    row outlined in white. A point with the tile's number, from 1, lies in its middle.
    """
    height, width = pixels.shape[:2]
    figure = go.Figure(
        [
            _heat(*heat, threshold),
            _outlines(tiles[flagged], {"color": FLAGGED, "width": 2}),
            _outlines(tiles[[chosen]], {"color": CHOSEN, "width": 3, "dash": "dot"}),
            _middles(tiles, scores),
        ]
    )
    figure.add_layout_image(
        source=jpeg_uri(pixels, SIDE_PX), x=0, y=0, sizex=width, sizey=height,
        xref="x", yref="y", sizing="stretch", layer="below",
    )  # fmt: skip
    hidden = {"visible": False, "fixedrange": True}
    return figure.update_layout(
        **STYLE,
        height=min(HEIGHT_PX, round(WIDTH_PX * height / width)),
        xaxis={**hidden, "range": [0, width], "constrain": "domain"},
        yaxis={**hidden, "range": [height, 0], "scaleanchor": "x", "constrain": "domain"},
        showlegend=False,
        dragmode=False,
    )


def _heat(xs: np.ndarray, ys: np.ndarray, heat: np.ndarray, threshold: float) -> go.Heatmap:
    middle = min(max(threshold, 0.01), 0.99)
    return go.Heatmap(
        x=xs, y=ys, z=heat, zmin=0, zmax=1, showscale=False, hoverinfo="skip",
        # Half a colour at the threshold, wherever that lies: the eye finds what came close.
        colorscale=[
            [0, "rgba(255,196,0,0)"], [middle, "rgba(255,140,0,0.3)"], [1, "rgba(214,0,0,0.5)"],
        ],
    )  # fmt: skip


def _middles(tiles: np.ndarray, scores: np.ndarray) -> go.Scatter:
    x, y, side = tiles.T
    return go.Scatter(
        x=x + side / 2, y=y + side / 2, mode="markers+text",
        text=[str(row + 1) for row in range(len(tiles))], textfont={"size": 9, "color": "#111"},
        marker={"size": 17, "color": MIDDLE, "line": {"width": 0}},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
        hovertext=[f"Tile {row + 1}: {score:.3f}" for row, score in enumerate(scores)],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _outlines(tiles: np.ndarray, line: dict[str, Any]) -> go.Scatter:
    """Draw squares as one line with gaps: a shape lies over the numbers, or under the photo."""
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (np.nan, np.nan)])
    x, y = (tiles[:, None, :2] + corners[None] * tiles[:, None, 2:]).reshape(-1, 2).T
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
