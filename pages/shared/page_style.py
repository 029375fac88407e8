"""Less air around the page: the board should stand whole on the first screen."""

from __future__ import annotations

import streamlit as st

STYLE = """<style>
.stMainBlockContainer { padding: 4.25rem clamp(1rem, 2.5vw, 5rem) 3rem; }
/* The pickers above a comparison: many strategies in two lines, and no more. */
.st-key-bar button[data-variant="pills"] { min-height: 0; height: 26px; padding: 0 9px; }
.st-key-bar button[data-variant="pills"] p { font-size: 13px; }
/* How a picture is scored: as high as the pickers beside it. */
.st-key-way [role="radio"] { min-height: 2.5rem; }
</style>"""


def tighten() -> None:
    """Move the page up to just below Streamlit's own bar."""
    st.html(STYLE)
