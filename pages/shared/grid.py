"""Equal cells side by side, as many in a row as the screen has room for."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def grid(key: str, *, in_a_row: int, min_px: int) -> DeltaGenerator:
    """Return a container whose elements stand ``in_a_row``, fewer where one would get too narrow.

    key: letters and dashes, unique on the page. min_px: no cell is narrower than that.
    """
    share = 100 / in_a_row - 2  # leaves room for the gaps
    st.html(
        f"<style>.st-key-{key} {{ display: grid; gap: 0.75rem; align-items: start; "
        f"grid-template-columns: repeat(auto-fill, minmax(max({min_px}px, {share:.1f}%), 1fr)); "
        "}</style>"
    )
    return st.container(key=key)
