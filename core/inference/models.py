"""Load the fold-0 model of a strategy, after its hash matched its run's record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import RaresightError
from core.runs.paths import list_strategies, model_path, run_folder
from core.runs.run_record import file_sha256, load_run_json

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, slots=True)
class Classifier:
    """A loaded model. score_batch: (n, input_px, input_px, 3) uint8 RGB to (n,) float32."""

    experiment: str
    strategy: str
    input_px: int
    sha256: str
    network: keras.Model
    score_batch: Callable[[np.ndarray], np.ndarray]


def list_models(experiment: str) -> list[str]:
    """Return the strategies of an experiment that have a model file."""
    return [s for s in list_strategies(experiment) if model_path(experiment, s).is_file()]


def recorded_sha256(experiment: str, strategy: str) -> str:
    """Return the SHA-256 that run.json of fold 0 records; RaresightError where there is none."""
    folder = run_folder(experiment, strategy, 0)
    expected = load_run_json(folder).get("model_sha256")
    if not isinstance(expected, str) or not expected:
        raise RaresightError(
            f"{folder / 'run.json'} records no model_sha256, so nobody can tell whether "
            f"{strategy}.keras is the model that made the stored predictions; it is not loaded. "
            "Train the run again, or record the hash that sha256sum prints."
        )
    return expected


def check_model(experiment: str, strategy: str) -> str:
    """Return the model's SHA-256 after it matched the record; nothing is loaded.

    Raises RaresightError where the file is missing or is not the one that run.json records.
    """
    path = model_path(experiment, strategy)
    expected = recorded_sha256(experiment, strategy)
    if not path.is_file():
        raise RaresightError(
            f"{path} is missing, so {strategy} cannot classify images; its stored results still "
            "show. Train fold 0 of it again."
        )
    came = file_sha256(path)
    if came != expected:
        raise RaresightError(
            f"{path} has the SHA-256 {came[:12]}..., run.json records {expected[:12]}...; it is "
            "not the model that made the stored predictions, and is not loaded. Train fold 0 "
            "again, or put the right file back."
        )
    return came


def load_classifier(experiment: str, strategy: str) -> Classifier:
    """Read models/<experiment>/<strategy>.keras; TensorFlow is imported here.

    Only data is loaded, never code (``safe_mode``). Raises RaresightError where the file is
    missing, is not the one that run.json records, or is no image classifier.
    """
    sha256 = check_model(experiment, strategy)
    path = model_path(experiment, strategy)
    network = _read(path)
    input_px = _checked_input_px(network, path)
    return Classifier(experiment, strategy, input_px, sha256, network, _compile(network, input_px))


def _read(path: Path) -> keras.Model:
    import keras

    try:
        return keras.saving.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras answers a bad file with many kinds
        raise RaresightError(
            f"{path} cannot be loaded as a Keras model: {str(error).splitlines()[0][:200]}. "
            "Train fold 0 of it again."
        ) from error


def _checked_input_px(network: keras.Model, path: Path) -> int:
    came, gives = tuple(network.input_shape), tuple(network.output_shape)
    if len(came) != 4 or came[1] is None or came[1] != came[2] or came[3] != 3 or gives[1:] != (1,):
        raise RaresightError(
            f"{path} takes {came} and gives {gives}; expected (None, side, side, 3) RGB 0 to 255 "
            "and (None, 1), P(graffiti). Store a model of that shape."
        )
    return came[1]


def _compile(network: keras.Model, input_px: int) -> Callable[[np.ndarray], np.ndarray]:
    """Trace the network once for any batch size; ``predict`` would build a data set each call."""
    import tensorflow as tf

    signature = [tf.TensorSpec((None, input_px, input_px, 3), tf.uint8)]

    @tf.function(input_signature=signature)
    def score(images: tf.Tensor) -> tf.Tensor:
        return network(tf.cast(images, tf.float32), training=False)[:, 0]

    traced = score.get_concrete_function()

    def score_batch(images: np.ndarray) -> np.ndarray:
        return traced(tf.constant(images)).numpy().astype(np.float32, copy=False)

    return score_batch
