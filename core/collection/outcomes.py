"""What can become of a request, other than an answer."""

from __future__ import annotations

from core.errors import RaresightError


class Denied(RaresightError):
    """The service refuses the key: no further request makes sense."""


class QuotaSpent(RaresightError):
    """The service answers that enough was asked, even after long waits."""


class Unanswered(Exception):
    """No answer after all attempts, and nothing to pay: may be asked again."""


class ReplyLost(Exception):
    """A request that may be billed left, and no whole answer came: never asked again."""


class NoImagery(Exception):
    """The service has no image there; costs nothing."""


class Stopped(Exception):
    """The command was stopped before the request left."""
