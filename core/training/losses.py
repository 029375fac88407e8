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
    """Return 1 - F1 of a batch, counted with scores instead of decisions, so that it has a slope.

    With p the scores: tp = sum(p y), and F1 = 2 tp / (sum(p) + sum(y)). A batch without
    graffiti teaches nothing: its F1 is 0 whatever the scores (Pastor-Pellicer et al., 2013).
    """
    from keras import ops

    def f1_loss(y_true: Any, y_pred: Any) -> Any:
        """Both (n_batch, 1); returns a scalar in [0, 1]."""
        y_true = ops.cast(y_true, y_pred.dtype)
        tp = ops.sum(y_true * y_pred)
        # Not smoothed by imagined images, as Dice losses often are: with so few positives the
        # best answer to a smoothed F1 is to flag nothing.
        return 1 - 2 * tp / (ops.sum(y_true) + ops.sum(y_pred) + 1e-7)

    return f1_loss
