"""The two architectures. Both take RGB 0 to 255 and return P(graffiti)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras

COMPACT_FILTERS = (24, 48, 96, 128)


def build_network(name: str, input_px: int) -> keras.Model:
    """Build ``article`` or ``compact``: (n, input_px, input_px, 3) of 0 to 255 to (n, 1)."""
    return {"article": _article, "compact": _compact}[name](input_px)


def _article(input_px: int) -> keras.Model:
    """Three convolutions and a wide dense layer, as the article has them."""
    import keras
    from keras import layers

    blocks = []
    for filters in (16, 32, 64):
        blocks += [layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D()]
    return keras.Sequential(
        [
            layers.Input((input_px, input_px, 3)),
            layers.Rescaling(1 / 255),
            *blocks,
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(1, activation="sigmoid", dtype="float32"),  # scores need all digits
        ],
        name="article",
    )


def _compact(input_px: int) -> keras.Model:
    """Convolution, pooling, batch norm, ReLU; then global average and maximum: place is no matter.

    Pooled before the norm, which then works on a quarter of the numbers: four times as fast.
    """
    import keras
    from keras import layers

    inputs = layers.Input((input_px, input_px, 3))
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    for filters in COMPACT_FILTERS:
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.MaxPooling2D()(x)
        x = layers.BatchNormalization(momentum=0.95)(x)
        x = layers.ReLU()(x)
    pooled = [layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)]
    x = layers.Dropout(0.3, seed=0)(layers.Concatenate()(pooled))
    score = layers.Dense(1, activation="sigmoid", dtype="float32")  # scores need all digits
    return keras.Model(inputs, score(x), name="compact")
