"""Made-up runs with tiny models: the redder a picture, the more it is "graffiti"."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.datasets.manifest import write_manifest
from core.runs.paths import model_path, run_folder
from core.runs.predictions import write_predictions
from core.runs.run_record import file_sha256, write_run_json

INPUT_PX = 24


def red_network(gain=8.0, input_px=INPUT_PX):
    """P = sigmoid(gain * (mean red - 0.5)): 0.5 for middle red, near 1 for all red at gain 8."""
    import keras
    from keras import layers

    inputs = layers.Input((input_px, input_px, 3))
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.Conv2D(2, 3, padding="same", use_bias=False, name="colour")(x)
    x = layers.ReLU()(x)
    x = layers.GlobalAveragePooling2D()(x)
    network = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))
    kernel = np.zeros((3, 3, 3, 2), np.float32)
    kernel[1, 1, 0, 0] = 1  # red in, red out
    kernel[1, 1, 2, 1] = 1
    network.get_layer("colour").set_weights([kernel])
    network.layers[-1].set_weights([np.array([[gain], [0]], np.float32), np.array([-gain / 2])])
    return network


def store_model(experiment, strategy, network=None, **record):
    path = model_path(experiment, strategy)
    path.parent.mkdir(parents=True, exist_ok=True)
    (network or red_network()).save(path)
    about = {"model_sha256": file_sha256(path), "input_px": INPUT_PX, "strategy": strategy}
    write_run_json(run_folder(experiment, strategy, 0), about | record)
    return path


def store_predictions(experiment, strategy, n=400, seed=0):
    rng = np.random.default_rng(seed)
    y_true = (np.arange(n) % 10 == 0).astype(np.int8)
    y_score = rng.beta(1 + 4 * y_true, 5 - 4 * y_true).astype(np.float32)
    frame = pd.DataFrame({"image": [f"i{k}" for k in range(n)], "y_true": y_true})
    write_predictions(run_folder(experiment, strategy, 0), frame.assign(y_score=y_score))


def store_tiled_manifest(experiment):
    """Tiles of 240 px on photos 720 px wide."""
    rows = [(f"p-{x}", x // 120 % 2, "s", 0, "p.jpg", x, 0, 240) for x in (0, 120, 480)]
    columns = ["image", "label", "scene", "fold", "photo", "x", "y", "size"]
    write_manifest(experiment, pd.DataFrame(rows, columns=columns))


def street_photo(width=360, height=480):
    """Dark grey, with a red square of a third of the width in the lower right corner."""
    pixels = np.full((height, width, 3), 40, np.uint8)
    side = width // 3
    pixels[-side:, -side:] = (255, 0, 0)
    return pixels
