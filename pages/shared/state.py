"""What the user chose, in the URL and for the session: it outlives a page and can be copied."""

from __future__ import annotations

import streamlit as st


def read(name: str, default: str = "") -> str:
    """Return a choice: from the URL, else from this session, else ``default``.

    Streamlit empties the URL when the page changes; a remembered choice is put back.
    """
    if name in st.query_params:
        _remembered()[name] = st.query_params[name]
    elif name in _remembered():
        st.query_params[name] = _remembered()[name]
    return _remembered().get(name, default)


def write(name: str, value: str) -> None:
    """Keep a choice in the session and in the URL; an empty one is taken out of both."""
    if value:
        _remembered()[name] = value
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    else:
        _remembered().pop(name, None)
        if name in st.query_params:
            del st.query_params[name]


def _remembered() -> dict[str, str]:
    return st.session_state.setdefault("choices", {})
