"""Text that others named, safe to open in a spreadsheet."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would run as a formula.

    A file may be called ``=cmd()``; opened in a spreadsheet it must stay a name.

    >>> safe_cell("=cmd()"), safe_cell("street.jpg")
    ("'=cmd()", 'street.jpg')
    """
    return "'" + text if text.startswith(FORMULA_STARTS) else text
