"""Equal cells side by side, as many in a row as the screen has room for."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

GAP = "0.75rem"


def grid(key: str, *, in_a_row: int, min_px: int) -> DeltaGenerator:
    """Return a container whose elements stand ``in_a_row``, fewer where one would get too narrow.

    key: letters and dashes, unique on the page. min_px: no cell is narrower than that.
    """
    cells = st.container(key=key)
    share = f"calc((100% - {in_a_row - 1} * {GAP}) / {in_a_row})"
    # The style lies in a hidden first cell. An element of style alone is kept elsewhere by
    # Streamlit, where a fragment that runs again puts its own in place of another's.
    cells.html(
        f"<style>.st-key-{key} {{ display: grid; gap: {GAP}; align-items: start; "
        f"grid-template-columns: repeat(auto-fill, minmax(max({min_px}px, {share}), 1fr)); }}"
        f".st-key-{key} > :first-child {{ display: none; }}"
        # A white wall on a white page has an edge.
        f".st-key-{key} img {{ outline: 1px solid rgba(133, 139, 150, 0.35); }}</style><i></i>"
    )
    return cells
