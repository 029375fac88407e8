"""Give memory back to the system, and spare the collector what stays."""

from __future__ import annotations

import ctypes
import gc
from functools import cache


def trim_memory() -> None:
    """Return what was freed: glibc keeps the blocks of a large picture, hundreds of MB of them.

    Does nothing where the C library knows no ``malloc_trim``.
    """
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


def settle_memory(*, replaced: bool = False) -> None:
    """Collect garbage, then exempt what is left: TensorFlow and the models are there to stay.

    Streamlit, and Keras on its behalf, collect after every run of every page; each collection walks
    through TensorFlow's half a million objects in 0.2 s, in which no other visitor is answered.
    replaced: something exempt has become garbage, so walk through that too.
    """
    if replaced:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


@cache
def _malloc_trim() -> ctypes._CFuncPtr | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # macOS, musl, Windows
        return None
