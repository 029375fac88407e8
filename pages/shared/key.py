"""The legend of all figures of a page: a dot and a name a strategy."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from pages.shared.same_training import same_training_note


def strategy_key(colours: Mapping[str, str]) -> None:
    """Show which colour is which strategy; a name is text, whatever is written in it."""
    entries = "".join(
        f'<span style="white-space:nowrap"><span style="display:inline-block;width:10px;'
        f'height:10px;border-radius:50%;margin-right:6px;background:{colour}"></span>'
        f"{escape(name)}{_note(name, colours)}</span>"
        for name, colour in colours.items()
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:4px 18px">{entries}</div>')


def _note(name: str, shown: Mapping[str, str]) -> str:
    note = same_training_note(name, list(shown))
    return f' <span style="opacity:0.7">({escape(note)})</span>' if note else ""
