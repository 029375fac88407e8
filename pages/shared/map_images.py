"""The images of a chosen city: thumbnails with score, verdict and label, in pages."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.datasets.thumbnails import thumbnails
from pages.shared.figures_words import DASH
from pages.shared.grid import grid
from pages.shared.plain import plain

PER_PAGE = 24
FILTERS = {"all": "All", "flagged": "Flagged", "labelled": "Labelled"}
SAID = {"graffiti": "graffiti", "no_graffiti": "no graffiti", "unsure": "unsure", "": ""}


@st.fragment
def show_images(images: str, city: str, table: pd.DataFrame) -> None:
    """Show the images of one city, highest score first. table: as image_table gives it."""
    title, choice, pages = st.columns([3, 2, 2], vertical_alignment="bottom")
    with choice:
        which = st.segmented_control(
            "Which images", FILTERS, format_func=FILTERS.get, default="all", required=True,
            label_visibility="collapsed", key="city_filter",
        )  # fmt: skip
    shown = _filtered(table, which).sort_values("score", ascending=False, na_position="last")
    n_pages = max(1, -(-len(shown) // PER_PAGE))
    with pages:
        page = st.pagination(n_pages, key=f"page {city} {which}") if n_pages > 1 else 1
    title.subheader(plain(city), anchor=False)
    part = shown.iloc[(page - 1) * PER_PAGE : page * PER_PAGE]
    if part.empty:
        st.caption("There are no such images here.")
        return
    made = thumbnails(images, part)
    cells = grid("city-images", in_a_row=8, min_px=130)
    for jpeg, row in zip(made.jpegs, part.to_dict("records"), strict=True):
        with cells.container():
            if jpeg is None:
                st.caption(":material/broken_image: cannot be read")
            else:
                st.image(jpeg, width="stretch", alt=row["image"])
            st.caption(_words(row))
    if made.problem:
        st.text(made.problem)


def _filtered(table: pd.DataFrame, which: str) -> pd.DataFrame:
    if which == "flagged":
        return table[table["flagged"]]
    return table[table["label"] != ""] if which == "labelled" else table


def _words(row: dict) -> str:
    score = DASH if row["score"] != row["score"] else f"{row['score']:.3f}"
    verdict = " :orange[flagged]" if row["flagged"] else ""
    said = f" · labelled {SAID[row['label']]}" if row["label"] else ""
    return f"{score}{verdict}{said}"
