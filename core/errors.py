"""The one error a user is meant to read."""

from __future__ import annotations


class RaresightError(ValueError):
    """Bad input: the message says what came, what was expected and what to do."""
