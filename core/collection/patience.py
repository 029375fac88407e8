"""How fast to ask, and how long to wait when a service asks for patience."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from core.collection.outcomes import QuotaSpent, Stopped, TryLater, Unanswered

T = TypeVar("T")
ATTEMPTS = 6
LONGEST_WAIT_S = 300.0


class Patience:
    """Shared by all threads: at most ``per_second`` requests begin in a second.

    When the service asks one thread to wait, all wait. ``stop``: set it, and no request begins any
    more; whoever waits gets Stopped.
    """

    def __init__(self, per_second: float, backoff_s: float, stop: threading.Event) -> None:
        self.backoff_s, self.stop = backoff_s, stop
        self._every_s = 1 / per_second
        self._next = 0.0
        self._lock = threading.Lock()

    def ask(self, attempt: Callable[[], T]) -> T:
        """Run ``attempt`` until it does not raise TryLater, six times at most.

        Waits as long as the service says, else ``backoff_s``, twice that, ...; then raises
        QuotaSpent or Unanswered.
        """
        for i in range(ATTEMPTS):
            self._wait_for_turn()
            try:
                return attempt()
            except TryLater as error:
                last = error
                wait_s = error.wait_s or self.backoff_s * 2**i
                if i == ATTEMPTS - 1 or wait_s > LONGEST_WAIT_S:
                    break
                self._hold(wait_s)
        raise _give_up(last) from None

    def _wait_for_turn(self) -> None:
        while not self.stop.is_set():
            with self._lock:
                now = time.monotonic()
                wait_s = self._next - now
                if wait_s <= 0:
                    self._next = now + self._every_s
                    return
            self.stop.wait(wait_s)
        raise Stopped

    def _hold(self, wait_s: float) -> None:
        with self._lock:
            self._next = max(self._next, time.monotonic() + wait_s)


def _give_up(error: TryLater) -> QuotaSpent | Unanswered:
    asks_for = "" if error.wait_s is None else f" It asks to wait {error.wait_s:,.0f} seconds."
    if error.quota:
        return QuotaSpent(
            f"The service answers that enough was asked: {error}.{asks_for} Wait until the quota "
            "is new (often the next day), or raise it; then run the same command again."
        )
    return Unanswered(
        f"The service gives no usable answer: {error}.{asks_for} Look whether the network works, "
        "then run the same command again: it goes on where it stopped."
    )
