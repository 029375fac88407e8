"""What can become of a request, other than an answer."""

from __future__ import annotations

from core.errors import RaresightError


class Denied(RaresightError):
    """The service refuses the key: no further request makes sense."""


class QuotaSpent(RaresightError):
    """The service says that enough was asked, even after long waits."""


class Unanswered(RaresightError):
    """No usable answer after all attempts, and nothing to pay: may be asked again later."""


class BudgetSpent(RaresightError):
    """One request more could cost more than the user allowed."""


class TryLater(Exception):
    """Nothing to pay and nothing known: the request never left, or the service asks for patience.

    wait_s: how long the service asks to wait, None where it does not say. quota: whether it
    complains about how much was asked.
    """

    def __init__(self, reason: str, *, wait_s: float | None = None, quota: bool = False) -> None:
        super().__init__(reason)
        self.wait_s, self.quota = wait_s, quota


class ReplyLost(Exception):
    """The request left and no whole answer came: it may have been billed."""


class NoPicture(Exception):
    """The service answered, and will not give a picture of this place."""


class Stopped(Exception):
    """The command was stopped before the request left."""
