"""Encoded pictures, kept for all visitors; the least used are thrown away."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from functools import cache

LIMIT_BYTES = 64 * 2**20  # about 8,000 thumbnails


class PictureCache:
    """Encoded pictures by key, at most ``limit_bytes`` of them; safe from any thread."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self.n_bytes = 0

    def get(self, key: Hashable) -> bytes | None:
        """Return a picture, which is now the last to be thrown away; None if it is not here."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, picture: bytes) -> None:
        """Keep a picture; the least used ones go until all fit."""
        with self._lock:
            self.n_bytes += len(picture) - len(self._kept.pop(key, b""))
            self._kept[key] = picture
            while self.n_bytes > self._limit_bytes:
                self.n_bytes -= len(self._kept.popitem(last=False)[1])


@cache
def shared_cache() -> PictureCache:
    """Return the one cache of this process."""
    return PictureCache()
