"""Nine random training images, as one looks at data first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.datasets.class_counts import GRAFFITI, REST
from core.datasets.thumbnails import thumbnails
from pages.shared.attribution import photo_credit
from pages.shared.data_choices import Data
from pages.shared.grid import grid
from pages.shared.plain import plain

N_PICTURES = 9
SHOWN_PX = 240
ANY = "any"
LABELS = {ANY: None, GRAFFITI: 1, REST: 0}


@st.fragment
def show(data: Data) -> None:
    """Show nine training images with their labels; others at a click, of one class if wished."""
    st.subheader("Nine training images", anchor=False)
    controls = st.container(horizontal=True, vertical_alignment="center")
    with controls:
        kind = st.segmented_control(
            "Class", list(LABELS), default=ANY, required=True, key="class",
            label_visibility="collapsed",
        )  # fmt: skip
        st.button("Draw again", icon=":material/casino:", on_click=draw_again, args=("draw",))
    rows = random_rows(of_class(data.training, LABELS[kind]), N_PICTURES, drawn("draw"))
    if rows.empty:
        st.info("There is no such training image.")
        return
    pictures = thumbnails(data.experiment, rows, SHOWN_PX)
    if not any(pictures.jpegs):
        st.info(plain(pictures.problem))
        return
    with grid("nine", in_a_row=3, min_px=90):
        for jpeg, label, name in zip(pictures.jpegs, rows["label"], rows["image"], strict=True):
            words = GRAFFITI if label else REST
            if jpeg is None:
                st.caption(f"{words}: {plain(name)} cannot be read")
            else:
                st.image(jpeg, words, width="stretch", alt=f"{words}: {name}")
    photo_credit(data.experiment)


def of_class(rows: pd.DataFrame, label: int | None) -> pd.DataFrame:
    """Keep the rows of a class; all for None."""
    return rows if label is None else rows[rows["label"] == label]


def random_rows(rows: pd.DataFrame, n: int, draw: int) -> pd.DataFrame:
    """Draw ``n`` rows, all where there are fewer; the same draw gives the same rows."""
    return rows.sample(min(n, len(rows)), random_state=draw)


def drawn(what: str) -> int:
    """Tell how often a button of this name was pressed in this session."""
    return st.session_state.get(f"{what} number", 0)


def draw_again(what: str) -> None:
    """Count a press of the button."""
    st.session_state[f"{what} number"] = drawn(what) + 1
