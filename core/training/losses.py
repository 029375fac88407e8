"""What training minimises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def build_loss(name: str) -> Any:
    """Return the Keras loss called ``binary_crossentropy``, ``focal`` or ``f1``."""
    import keras

    if name == "focal":
        return keras.losses.BinaryFocalCrossentropy(
            gamma=2.0, alpha=0.25, apply_class_balancing=True
        )
    return keras.losses.BinaryCrossentropy() if name == "binary_crossentropy" else soft_f1_loss()


def soft_f1_loss() -> Callable[[Any, Any], Any]:
    """Return 1 - F1 of a batch, counted with scores instead of decisions, plus cross-entropy.

    With p the scores: tp = sum(p y), and F1 = 2 tp / (sum(p) + sum(y)), which so has a slope
    (Pastor-Pellicer et al., 2013). A batch without graffiti has F1 0, whatever the scores.
    Alone it dies early: the best constant answer is to flag everything, and at scores of exactly
    0 or 1 its slope is 0. The mean cross-entropy, added, still has one there.
    """
    import keras
    from keras import ops

    cross_entropy = keras.losses.BinaryCrossentropy()

    def f1_loss(y_true: Any, y_pred: Any) -> Any:
        """Both (n_batch, 1); returns a scalar from 0."""
        y_true = ops.cast(y_true, y_pred.dtype)
        tp = ops.sum(y_true * y_pred)
        # Not smoothed by imagined images, as Dice losses often are: with so few positives the
        # best answer to a smoothed F1 is to flag nothing.
        soft_f1 = 2 * tp / (ops.sum(y_true) + ops.sum(y_pred) + 1e-7)
        return 1 - soft_f1 + cross_entropy(y_true, y_pred)

    return f1_loss
