"""The parts of a run, and batches cut from arrays that are decoded already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.datasets.cache import cached_images
from core.datasets.manifest import ALL, data_fingerprint
from core.errors import RaresightError
from core.training.config import TrainConfig
from core.training.sampling import balanced_class_weight, epoch_order, smote_images


@dataclass(frozen=True, eq=False)
class RunData:
    """Training and validation part of a fold: images (n, s, s, 3) uint8, labels (n,) int8."""

    train_images: np.ndarray
    train_labels: np.ndarray
    images: np.ndarray
    labels: np.ndarray
    names: list[str]
    n_per_epoch: int
    n_train: int
    n_train_graffiti: int
    fingerprint: str


def load_run_data(experiment: str, config: TrainConfig, fold: int) -> RunData:
    """Read the images of a fold; training data are changed here as the strategy says."""
    cached, manifest = cached_images(experiment, config.input_px)
    everyone = (manifest["role"] == ALL).to_numpy()
    validated = ((manifest["fold"] == fold).to_numpy()) & everyone
    trained = (manifest["fold"] != fold).to_numpy() & (everyone | (config.sampling == "extra"))
    labels = manifest["label"].to_numpy()
    _check_parts(experiment, fold, labels[trained], labels[validated])
    train_images, train_labels = cached[trained], labels[trained]
    n_train, n_graffiti = train_labels.size, int(train_labels.sum())
    if config.sampling == "smote":
        train_images, train_labels = smote_images(train_images, train_labels, config.seed)
    return RunData(
        train_images=train_images,
        train_labels=train_labels,
        images=cached[validated],
        labels=labels[validated],
        names=manifest["image"][pd.Series(validated)].tolist(),
        n_per_epoch=n_train,
        n_train=n_train,
        n_train_graffiti=n_graffiti,
        fingerprint=data_fingerprint(manifest),
    )


def build_batches(data: RunData, config: TrainConfig, epoch: int) -> Any:
    """Return one epoch's batches as a keras PyDataset: images, labels (n, 1), weights (n,)."""
    import keras

    balanced = config.sampling == "balanced"
    seed = [config.seed, epoch]
    order = epoch_order(data.train_labels, balanced, data.n_per_epoch, seed)
    weights = np.ones(2, dtype=np.float32)
    if config.class_weights:
        weights = np.array(list(balanced_class_weight(data.train_labels).values()), np.float32)

    class Batches(keras.utils.PyDataset):
        """Cuts batches by index: no copy of the set, no decoding."""

        def __len__(self) -> int:
            return -(-order.size // config.batch_size)

        def __getitem__(self, i: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            part = order[i * config.batch_size : (i + 1) * config.batch_size]
            labels = data.train_labels[part]
            return data.train_images[part], labels[:, None].astype(np.float32), weights[labels]

    return Batches()


def _check_parts(experiment: str, fold: int, train: np.ndarray, validation: np.ndarray) -> None:
    for name, labels in (("training", train), ("validation", validation)):
        n_graffiti = int((labels == 1).sum())
        if not 0 < n_graffiti < labels.size:
            raise RaresightError(
                f"The {name} part of {experiment}, fold {fold}, has {n_graffiti} positives of "
                f"{labels.size} images; expected some of each class. Check the manifest's folds."
            )
