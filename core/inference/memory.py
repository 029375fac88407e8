"""Give memory back to the system."""

from __future__ import annotations

import ctypes
from functools import cache


def trim_memory() -> None:
    """Return what was freed: glibc keeps the blocks of a large picture, hundreds of MB of them.

    Does nothing where the C library knows no ``malloc_trim``.
    """
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


@cache
def _malloc_trim() -> ctypes._CFuncPtr | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # macOS, musl, Windows
        return None
