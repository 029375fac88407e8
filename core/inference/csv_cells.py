"""Text that others named, safe to open in a spreadsheet."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would run as a formula.

    A file may be called ``=cmd()``; opened in a spreadsheet it must stay a name. One that only
    looks as if it had been made safe gets another ``'``, so that original_text can tell.

    >>> safe_cell("=cmd()"), safe_cell("'=cmd()"), safe_cell("street.jpg")
    ("'=cmd()", "''=cmd()", 'street.jpg')
    """
    return "'" + text if _formula(text) else text


def original_text(cell: str) -> str:
    """Take back what safe_cell put before a text.

    >>> original_text("'=cmd()"), original_text("''=cmd()"), original_text("street.jpg")
    ('=cmd()', "'=cmd()", 'street.jpg')
    """
    return cell.removeprefix("'") if _formula(cell) else cell


def _formula(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA_STARTS)
