"""Hands out images to those who label at the same time, so that nobody does another's work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice

HOLD_S = 120.0  # after this long without an answer the images are anybody's


class Desk:
    """Remembers whose screen an image is on, within one server; safe from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[tuple[str, str], tuple[str, float]] = {}

    def take(self, experiment: str, session: str, images: Iterable[str], n: int) -> list[str]:
        """Return the first n images that are on nobody else's screen, and hold them.

        What the session held before is let go. Where all images are on other screens, the first
        of them all the same: two answers do no harm.
        """
        images = list(images)
        with self._lock:
            now = self._clock()
            self._held = {
                key: (holder, until)
                for key, (holder, until) in self._held.items()
                if until > now and (holder != session or key[0] != experiment)
            }
            free = (image for image in images if (experiment, image) not in self._held)
            taken = list(islice(free, n)) or images[:n]
            for image in taken:
                self._held[experiment, image] = session, now + HOLD_S
        return taken


@cache
def shared_desk() -> Desk:
    """Return this process's desk."""
    return Desk()
