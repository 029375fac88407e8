"""Why a picture scored as it did: Grad-CAM, and occlusion as a cross-check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from core.datasets.images import resize
from core.errors import RaresightError
from core.inference.library import ModelLibrary
from core.inference.models import Classifier

if TYPE_CHECKING:
    import keras

PATCHES = 9  # patches a side, each twice as wide as its step


def grad_cam(
    pixels: np.ndarray, experiment: str, strategy: str, *, library: ModelLibrary
) -> np.ndarray:
    """Show where the evidence for graffiti lies, (h, w) float32 from 0 to 1.

    pixels: (h, w, 3) uint8 RGB, one tile. After Selvaraju et al. (2017): the last feature maps,
    weighted by the mean gradient of the log-odds, negative parts cut off, brought to the size of
    the picture. All 0 where nothing speaks for graffiti. Raises RaresightError where the network
    has no feature maps.
    """
    classifier = library.classifier(experiment, strategy)
    image = resize(pixels, classifier.input_px)[None].astype(np.float32)
    coarse = library.run(lambda: _grad_cam(classifier, image))
    return _spread(coarse, pixels.shape[:2])


def occlusion(
    pixels: np.ndarray, experiment: str, strategy: str, *, library: ModelLibrary
) -> np.ndarray:
    """Show what the score would lose without each part, (h, w) float32 from -1 to 1.

    pixels: (h, w, 3) uint8 RGB, one tile. A patch of its mean
    colour is slid over it; each place shows how much
    the score falls, on average over the patches that cover it. It needs no gradient, so where it
    disagrees with Grad-CAM neither should be trusted.
    """
    classifier = library.classifier(experiment, strategy)
    image = resize(pixels, classifier.input_px)
    patches = _patches(classifier.input_px)
    scores = library.score(experiment, [strategy], lambda _: _covered(image, patches))[strategy]
    fall = np.zeros(image.shape[:2], np.float32)
    n_over = np.zeros_like(fall)
    for (rows, columns), score in zip(patches, scores[1:], strict=True):
        fall[rows, columns] += scores[0] - score
        n_over[rows, columns] += 1
    return _spread(fall / np.maximum(n_over, 1), pixels.shape[:2])


def agreement(cam: np.ndarray, fall: np.ndarray) -> float:
    """Correlate the two maps (h, w), -1 to 1; nan where one of them is flat."""
    if cam.std() == 0 or fall.std() == 0:
        return float("nan")
    return float(np.corrcoef(cam.ravel(), fall.ravel())[0, 1])


def _grad_cam(classifier: Classifier, image: np.ndarray) -> np.ndarray:
    """Return the map at the size of the last feature maps, (h, w); runs in the library's thread."""
    import tensorflow as tf

    parts = _split(classifier.network, classifier.strategy)
    maps = parts.features(tf.constant(image))
    with tf.GradientTape() as tape:
        tape.watch(maps)
        log_odds = _log_odds(parts, maps)
    weights = tf.reduce_mean(tape.gradient(log_odds, maps), axis=(1, 2), keepdims=True)
    cam = tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1))[0].numpy()
    top = float(cam.max())
    return cam / top if top > 0 else cam


@dataclass(frozen=True, slots=True)
class _Parts:
    """A network cut in three: picture to last feature maps, on to the last layer, that layer."""

    features: Callable[[Any], Any]
    between: Callable[[Any], Any]
    last: keras.Layer


def _split(network: keras.Model, strategy: str) -> _Parts:
    import keras

    layers = network.layers
    convolved = [k for k, layer in enumerate(layers) if isinstance(layer, keras.layers.Conv2D)]
    if not convolved:
        raise RaresightError(
            f"The network of {strategy} has no convolution, so it has no feature maps to look at; "
            "choose another strategy, or read the score alone."
        )
    # Batch norm and ReLU, which keep the size, belong to the convolution; pooling does not.
    k = convolved[-1]
    while layers[k + 1].output.shape[:3] == layers[k].output.shape[:3]:
        k += 1
    if isinstance(network, keras.Sequential):  # its layers' tensors are not those of its inputs
        return _Parts(_in_turn(layers[: k + 1]), _in_turn(layers[k + 1 : -1]), layers[-1])
    features = keras.Model(network.inputs, layers[k].output)
    between = keras.Model(layers[k].output, layers[-1].input)
    return _Parts(partial(features, training=False), partial(between, training=False), layers[-1])


def _in_turn(layers: Sequence[keras.Layer]) -> Callable[[Any], Any]:
    return lambda x: reduce(lambda value, layer: layer(value, training=False), layers, x)


def _log_odds(parts: _Parts, maps: Any) -> Any:
    """Return the last layer's value before its sigmoid, which is flat for scores near 0 or 1."""
    import keras

    activation, parts.last.activation = parts.last.activation, keras.activations.linear
    try:
        return parts.last(parts.between(maps))[:, 0]
    finally:
        parts.last.activation = activation


def _patches(size_px: int) -> list[tuple[slice, slice]]:
    edges = np.linspace(0, size_px, PATCHES + 2).round().astype(int)
    spans = [slice(edges[i], edges[i + 2]) for i in range(PATCHES)]
    return [(rows, columns) for rows in spans for columns in spans]


def _covered(image: np.ndarray, patches: list[tuple[slice, slice]]) -> np.ndarray:
    """Return the picture as it is, then once a patch, (1 + n_patches, s, s, 3) uint8."""
    colour = image.mean(axis=(0, 1)).round().astype(np.uint8)
    images = np.repeat(image[None], len(patches) + 1, axis=0)
    for covered, (rows, columns) in zip(images[1:], patches, strict=True):
        covered[rows, columns] = colour
    return images


def _spread(coarse: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return cv2.resize(coarse.astype(np.float32), shape[::-1], interpolation=cv2.INTER_LINEAR)
