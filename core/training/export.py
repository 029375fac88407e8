"""Store the network as small as its scores allow, and score with what is stored."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.runs.atomic import atomic_write

if TYPE_CHECKING:
    import keras

MAX_SHIFT = 1e-3  # of a score, for a smaller copy to be stored
WIDE = 1_000_000  # numbers in a dense kernel that is worth shrinking
SCORE_BATCH = 256


def score_images(model: keras.Model, images: np.ndarray) -> np.ndarray:
    """Return P(graffiti) of every image, (n,) float32. images: (n, s, s, 3) of 0 to 255."""
    return model.predict(images, batch_size=SCORE_BATCH, verbose=0)[:, 0].astype(np.float32)


def store_network(network: keras.Model, path: Path, images: np.ndarray) -> tuple[np.ndarray, str]:
    """Write ``path`` and score ``images`` with the model read back from it.

    The first copy is stored whose scores stay within MAX_SHIFT: ``int8`` kernels, kernels rounded
    to ``bfloat16``, or ``float32`` as trained. Returns the scores (n,) and that name.
    """
    import keras

    scores = score_images(network, images)
    for name, copy in _copies(network):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "network.keras"
            copy.save(file)
            data = _deflated(file)
            file.write_bytes(data)
            stored = keras.saving.load_model(file, compile=False, safe_mode=True)
        stored_scores = score_images(stored, images)
        if name == "float32" or np.abs(stored_scores - scores).max() <= MAX_SHIFT:
            break
    with atomic_write(path) as target:
        target.write(data)
    return stored_scores, name


def _copies(network: keras.Model) -> Iterator[tuple[str, keras.Model]]:
    """Yield ever larger copies; without wide kernels there is nothing to gain but in float32."""
    if _wide_layers(network):
        yield "int8", _to_int8(_copy(network))
        yield "bfloat16", _to_bfloat16(_copy(network))
    yield "float32", _copy(network)


def _copy(network: keras.Model) -> keras.Model:
    """Copy architecture and weights; loss and optimizer, twice their size, stay behind."""
    copy = type(network).from_config(network.get_config())
    copy.set_weights(network.get_weights())
    return copy


def _wide_layers(network: keras.Model) -> list[keras.Layer]:
    from keras import layers

    return [
        layer
        for layer in network.layers
        if isinstance(layer, layers.Dense) and layer.count_params() >= WIDE
    ]


def _to_int8(network: keras.Model) -> keras.Model:
    """Round wide kernels to 8 bits; activations stay exact, which costs scores ten times less."""
    from keras import quantizers

    config = quantizers.Int8QuantizationConfig(
        weight_quantizer=quantizers.AbsMaxQuantizer(axis=0), activation_quantizer=None
    )
    for layer in _wide_layers(network):
        layer.quantize("int8", config=config)
    return network


def _to_bfloat16(network: keras.Model) -> keras.Model:
    """Round wide kernels to 16 bits, kept in float32: the zeros at their end cost no space."""
    for layer in _wide_layers(network):
        kernel = layer.kernel.numpy()
        bits = (kernel.view(np.uint32) + np.uint32(0x8000)) & np.uint32(0xFFFF0000)
        layer.kernel.assign(bits.view(np.float32))
    return network


def _deflated(file: Path) -> bytes:
    """Return a .keras file, which is a zip archive, with its members compressed."""
    packed = file.with_suffix(".packed")
    with (
        zipfile.ZipFile(file) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for member in source.infolist():
            target.writestr(member.filename, source.read(member))
    return packed.read_bytes()
