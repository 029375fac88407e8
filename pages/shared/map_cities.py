"""The map and its table: shares flagged by city, one of which can be chosen in either."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from core.charts.city_map import HEIGHT_PX, city_map_figure
from core.collection.city_shares import ALL_CITIES
from pages.shared import state
from pages.shared.figures_words import DASH

PER_CENT = st.column_config.NumberColumn(format="%.1f %%")
ROW_PX = 35
NOT_NEEDED = ["toImage", "pan2d", "select2d", "lasso2d"]


def show_map(cities: pd.DataFrame, chosen: str) -> None:
    """Show the cities on a map; a click on one chooses it."""
    key = "city_map"
    st.plotly_chart(
        city_map_figure(cities[cities["city"] != ALL_CITIES], chosen),
        key=key,
        on_select=lambda: _clicked(key),
        selection_mode="points",
        config={
            "displaylogo": False,
            "scrollZoom": False,
            "modeBarButtonsToRemove": NOT_NEEDED,
        },
        alt="The cities on a map: circles as large as their number of images, coloured by the "
        "share flagged; the table has the numbers",
    )


def show_table(cities: pd.DataFrame, chosen: str) -> None:
    """Show the shares of each city with their intervals; a chosen row chooses its city."""
    clicked = st.session_state.setdefault("clicked_city", chosen)
    table = _ordered(cities, clicked)
    names = table["city"].tolist()
    columns = {
        "City": names,
        "Images": table["n_images"],
        "Flagged": table["flagged"] * 100,
        "Flagged, 95 %": _intervals(table, "flagged"),
        "Corrected": table["corrected"] * 100,
        "Corrected, 95 %": _intervals(table, "corrected"),
    }
    if table["n_labelled"].any():
        columns |= {
            "Labelled": table["n_labelled"],
            "Graffiti": table["labelled"] * 100,
            "Graffiti, 95 %": _intervals(table, "labelled"),
        }
    # Streamlit keeps the number of the chosen row: in another order it would be another city.
    key = "city_table " + hashlib.sha256("|".join([clicked, *names]).encode()).hexdigest()[:12]
    rows = [names.index(chosen)] if chosen in names else []
    st.dataframe(
        pd.DataFrame(columns),
        key=key,
        hide_index=True,
        placeholder=DASH,
        height=HEIGHT_PX if len(names) * ROW_PX > HEIGHT_PX else "content",
        column_config=dict.fromkeys(("Flagged", "Corrected", "Graffiti"), PER_CENT),
        on_select=lambda: _picked(key, names),
        selection_mode="single-row",
        selection_default={"selection": {"rows": rows}},
    )


def chosen_city(cities: pd.DataFrame) -> str:
    """Return the city chosen, "" where none is."""
    asked = state.read("city")
    return asked if asked in set(cities["city"]) else ""


def _clicked(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points:
        st.session_state["clicked_city"] = str(points[0]["customdata"])
        state.write("city", st.session_state["clicked_city"])


def _ordered(cities: pd.DataFrame, first: str) -> pd.DataFrame:
    """Put all together first, then the city clicked on the map, then by the share flagged."""
    rank = cities["city"].map(lambda city: {ALL_CITIES: 0, first: 1}.get(city, 2))
    ordered = cities.assign(rank=rank).sort_values(
        ["rank", "flagged", "city"], ascending=[True, False, True]
    )
    return ordered.reset_index(drop=True)


def _picked(key: str, names: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    state.write("city", names[rows[0]] if rows else "")


def _intervals(table: pd.DataFrame, name: str) -> list[str | None]:
    low, high = (table[f"{name}_{side}"] * 100 for side in ("low", "high"))
    return [None if a != a else f"{a:.1f} to {b:.1f}" for a, b in zip(low, high, strict=True)]
