"""One image under each augmentation layer by itself, and under all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.training.augmentation import augmentation_layers, set_epoch

if TYPE_CHECKING:
    import keras

TOGETHER = "all of them"
WORDS = {
    "RandomFlip": "flip",
    "RandomRotation": "rotation",
    "RandomTranslation": "shift",
    "RandomZoom": "zoom",
    "RandomBrightness": "brightness",
    "RandomContrast": "contrast",
}
MOST_DRAWS = 20


def augmentation_preview(image: np.ndarray, kind: str, seed: int) -> dict[str, np.ndarray]:
    """Return what one random draw of each layer of ``kind`` makes of an image, and of all.

    image: (s, s, 3) uint8. A layer that happens to change nothing is drawn again, but not
    endlessly: a grey image has no contrast to change.
    """
    layers = augmentation_layers(kind, seed)
    shown = {WORDS[type(layer).__name__]: _changed([layer], image, seed) for layer in layers}
    return shown | {TOGETHER: _changed(layers, image, seed)}


def _changed(layers: list[keras.Layer], image: np.ndarray, seed: int) -> np.ndarray:
    for draw in range(MOST_DRAWS):
        set_epoch(layers, seed, draw)
        made = _apply(layers, image)
        if not np.array_equal(made, image):
            break
    return made


def _apply(layers: list[keras.Layer], image: np.ndarray) -> np.ndarray:
    batch = image[None].astype(np.float32)
    for layer in layers:
        batch = layer(batch, training=True)
    return np.clip(np.asarray(batch)[0], 0, 255).round().astype(np.uint8)
