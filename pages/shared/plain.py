"""A name as text, where Streamlit reads Markdown."""

from __future__ import annotations


def plain(name: str) -> str:
    r"""Escape what Streamlit would read as Markdown: a strategy's name is text.

    >>> plain("a_b*")
    'a\\_b\\*'
    """
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+-.!|~:$&" else c for c in name)
