"""Strategies that learn the same, though their names differ."""

from __future__ import annotations

from collections.abc import Sequence

# A metric that is only watched changes nothing in training; the article compares the two.
SAME_TRAINING = ("naive", "f1_metric")


def same_training_note(strategy: str, strategies: Sequence[str]) -> str:
    """Return a remark for a strategy that is another one's training under a new name.

    >>> same_training_note("f1_metric", ["naive", "f1_metric"])
    'same training as naive'
    """
    first, second = SAME_TRAINING
    return f"same training as {first}" if strategy == second and first in strategies else ""
