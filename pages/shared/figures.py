"""A figure with its title, its reading and its numbers."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

WORDS = {
    "f1": "F1",
    "roc_auc": "ROC AUC",
    "n_images": "Images",
    "n_graffiti": "Graffiti",
    "n_rest": "No graffiti",
}


def show(title: str, *figures: go.Figure, reading: str, numbers: list[pd.DataFrame]) -> None:
    """Show figures side by side, how to read them, and their numbers as tables to download."""
    st.subheader(title)
    for i, (place, figure) in enumerate(zip(st.columns(len(figures)), figures, strict=True)):
        place.plotly_chart(figure, key=f"{title} {i}", config={"displaylogo": False})
    st.caption(reading)
    with st.expander("The numbers"):
        for frame in numbers:
            table(frame)


def table(numbers: pd.DataFrame, height: int | Literal["auto", "content"] = "auto") -> None:
    """Show a frame with words for its column names; an infinite threshold flags nothing."""
    words = {name: WORDS.get(name, name.replace("_", " ").capitalize()) for name in numbers}
    named = numbers.replace(np.inf, np.nan).rename(columns=words)
    fractions = named.select_dtypes("float").columns
    formats = {name: st.column_config.NumberColumn(format="%.4f") for name in fractions}
    st.dataframe(named, hide_index=True, column_config=formats, height=height)
