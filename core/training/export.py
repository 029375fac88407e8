"""Store the network, as int8 where that moves no score, and score with what is stored."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.runs.atomic import atomic_write

if TYPE_CHECKING:
    import keras

MAX_SHIFT = 1e-3  # of a score, for int8 to be stored
WORTH_PARAMETERS = 1_000_000  # a smaller network gains nothing worth a rounding
SCORE_BATCH = 256


def score_images(model: keras.Model, images: np.ndarray) -> np.ndarray:
    """Return P(graffiti) of every image, (n,) float32. images: (n, s, s, 3) of 0 to 255."""
    return model.predict(images, batch_size=SCORE_BATCH, verbose=0)[:, 0].astype(np.float32)


def store_network(network: keras.Model, path: Path, images: np.ndarray) -> tuple[np.ndarray, bool]:
    """Write ``path`` and score ``images`` with the model read back from it.

    Returns the scores (n,) and whether int8 was stored.
    """
    scores = score_images(network, images)
    if network.count_params() >= WORTH_PARAMETERS:
        smaller = _read_back(network)
        smaller.quantize("int8")
        stored = _write(smaller, path)
        if np.abs(score_images(stored, images) - scores).max() <= MAX_SHIFT:
            return score_images(stored, images), True
    return score_images(_write(network, path), images), False


def _write(network: keras.Model, path: Path) -> keras.Model:
    """Store atomically, and return what a reader will get."""
    import keras

    data = _bytes_of(network)
    with atomic_write(path) as file:
        file.write(data)
    return keras.saving.load_model(path, compile=False, safe_mode=True)


def _read_back(network: keras.Model) -> keras.Model:
    """Copy a network through its file: quantising changes it in place."""
    import keras

    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    return copy


def _bytes_of(network: keras.Model) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.keras"
        network.save(path, include_optimizer=False)
        return path.read_bytes()
