"""Cities on a map: how many images, and the share flagged."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from core.charts.outlines import outlines_within
from core.charts.style import GREY, STYLE

HEIGHT_PX = 370
LARGEST_PX, SMALLEST_PX = 28, 8
# Darker and redder the more is flagged: colour-blind eyes tell the steps apart by their lightness.
SCALE = [[0, "#a9bcd6"], [0.35, "#f2b661"], [0.7, "#dd6a26"], [1, "#9c1c12"]]
COAST = "rgba(133, 139, 150, 0.55)"
CHOSEN = "#e6007e"
OPACITY = 0.85
MARGIN = 0.12  # of the cities' extent, around them
LEAST_DEG = 5.0  # one city alone is shown with its surroundings


def city_map_figure(cities: pd.DataFrame, chosen: str = "") -> go.Figure:
    """Draw a circle a city: as large as its number of images, coloured by the share flagged.

    cities: columns city, lat, lon, n_images, n_flagged, flagged, flagged_low, flagged_high,
    corrected (shares in [0, 1]; nan is grey). chosen: the city to ring. A circle's customdata is
    its city.
    """
    # The small ones lie on top, the chosen one on all.
    on_top = cities.assign(chosen=cities["city"] == chosen)
    cities = on_top.sort_values(["chosen", "n_images"], ascending=[True, False])
    west, south, east, north = _frame(cities["lat"].to_numpy(), cities["lon"].to_numpy())
    n_most = int(cities["n_images"].max())
    lons, lats = outlines_within(west - 20, south - 15, east + 20, north + 15)
    figure = go.Figure(
        [
            go.Scattergeo(
                lon=lons,
                lat=lats,
                mode="lines",
                line={"color": COAST, "width": 1},
                hoverinfo="skip",
            ),
            *(_circles(part, n_most) for _, part in cities.groupby(cities["flagged"].isna())),
        ]
    )
    return figure.update_layout(
        **STYLE, height=HEIGHT_PX, showlegend=False, dragmode="pan", clickmode="event+select",
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": GREY},
    ).update_geos(
        # Any layer of Plotly's own would be fetched from a server: the outlines are ours.
        visible=False, showframe=False, bgcolor="rgba(0,0,0,0)", projection_type="mercator",
        lonaxis_range=[west, east], lataxis_range=[south, north],
    )  # fmt: skip


def _circles(part: pd.DataFrame, n_most: int) -> go.Scattergeo:
    is_chosen = part["chosen"].to_numpy()
    marker = {
        "size": part["n_images"], "sizemode": "area", "sizemin": SMALLEST_PX / 2,
        "sizeref": 2 * n_most / LARGEST_PX**2, "opacity": OPACITY,
        "line": {
            "color": np.where(is_chosen, CHOSEN, "#ffffff"), "width": np.where(is_chosen, 3, 1)
        },
    }  # fmt: skip
    scored = part["flagged"].notna().all()
    return go.Scattergeo(
        lon=part["lon"], lat=part["lat"], mode="markers", customdata=part["city"],
        text=[_words(row) for row in part.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        marker=marker | (_colours(part["flagged"]) if scored else {"color": GREY}),
        selected={"marker": {"opacity": OPACITY}}, unselected={"marker": {"opacity": OPACITY}},
    )  # fmt: skip


def _colours(shares: pd.Series) -> dict[str, Any]:
    return {
        "color": shares, "cmin": 0, "cmax": max(shares.max(), 0.05), "colorscale": SCALE,
        "colorbar": {
            "title": {"text": "Flagged", "side": "top"}, "tickformat": ".0%", "nticks": 4,
            "len": 0.35, "thickness": 10, "x": 0, "xanchor": "left", "y": 0, "yanchor": "bottom",
            "orientation": "h", "outlinewidth": 0,
        },
    }  # fmt: skip


def _frame(lats: np.ndarray, lons: np.ndarray) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a frame around the cities, in degrees."""
    south, north = float(lats.min()), float(lats.max())
    west, east = float(lons.min()), float(lons.max())
    high, wide = max((north - south) * MARGIN, LEAST_DEG), max((east - west) * MARGIN, LEAST_DEG)
    return west - wide, max(south - high, -85.0), east + wide, min(north + high, 85.0)


def _words(row: dict) -> str:
    name = f"<b>{escape(row['city'], quote=False)}</b><br>{row['n_images']:,} images"
    if np.isnan(row["flagged"]):
        return f"{name}<br>not scored yet"
    corrected = row["corrected"]
    return (
        f"{name}, {row['n_flagged']:,} flagged"
        f"<br>flagged {row['flagged']:.1%} [{row['flagged_low']:.1%}, {row['flagged_high']:.1%}]"
        f"<br>corrected {'–' if np.isnan(corrected) else f'{corrected:.1%}'}"  # noqa: RUF001
    )
