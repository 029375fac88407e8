"""Less air above the first element: the board should stand whole on the first screen."""

from __future__ import annotations

import streamlit as st

STYLE = "<style>.stMainBlockContainer { padding-top: 4.25rem; }</style>"


def tighten() -> None:
    """Move the page up to just below Streamlit's own bar."""
    st.html(STYLE)
