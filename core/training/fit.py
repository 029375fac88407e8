"""Train one network epoch by epoch, with its history and its checkpoint."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from core.runs.history import append_epoch
from core.runs.progress import Progress, write_progress
from core.training.augmentation import augmentation_layers, set_epoch
from core.training.checkpoint import load_checkpoint, save_checkpoint
from core.training.config import TrainConfig
from core.training.inputs import RunData, build_batches
from core.training.losses import build_loss
from core.training.networks import build_network

if TYPE_CHECKING:
    import keras

MEASURES = ("loss", "f1", "precision", "recall", "accuracy")
REPORT_EVERY_S = 1.0


def fit_network(data: RunData, config: TrainConfig, folder: Path) -> keras.Model:
    """Train, or go on where ``folder`` has a checkpoint; return the network in float32."""
    import keras

    keras.backend.clear_session()  # a worker trains many runs; names and memory start anew
    keras.utils.set_random_seed(config.seed)
    keras.config.set_dtype_policy(config.precision)
    network = build_network(config.network, config.input_px)
    layers = augmentation_layers(config.augmentation, config.seed)
    # Augmentation stands before the network, not in it: what is stored classifies, no more.
    model = keras.Sequential([keras.Input(network.input_shape[1:]), *layers, network])
    _compile(model, config, data.n_per_epoch)
    # The same weights in full precision: what is judged after each epoch, and stored.
    keras.config.set_dtype_policy("float32")
    precise = build_network(config.network, config.input_px)
    _compile(precise, config, data.n_per_epoch)
    started = time.time()
    for epoch in range(load_checkpoint(folder, model), config.epochs):
        set_epoch(layers, config.seed, epoch)
        epoch_begun = time.perf_counter()
        report = _progress_callback(folder, epoch, config.epochs, started)
        batches = build_batches(data, config, epoch)
        logs = model.fit(batches, shuffle=False, verbose=0, callbacks=[report]).history
        precise.set_weights(network.get_weights())
        judged = _validation_measures(precise, data)
        row = {"epoch": epoch + 1, **{name: logs[name][0] for name in MEASURES}, **judged}
        append_epoch(folder, {**row, "seconds": round(time.perf_counter() - epoch_begun, 2)})
        save_checkpoint(folder, model, epoch + 1)
    precise.set_weights(network.get_weights())
    return precise


def _validation_measures(model: keras.Model, data: RunData) -> dict[str, float]:
    """Return the validation measures, each name with ``val_`` before it."""
    labels = data.labels[:, None].astype("float32")
    found = model.evaluate(data.images, labels, batch_size=256, verbose=0, return_dict=True)
    return {f"val_{name}": float(found[name]) for name in MEASURES}


def _compile(model: keras.Model, config: TrainConfig, n_per_epoch: int) -> None:
    import keras

    steps = config.epochs * -(-n_per_epoch // config.batch_size)
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0,
        max(1, steps - round(steps * config.warm_up)),
        warmup_target=config.learning_rate,
        warmup_steps=round(steps * config.warm_up),
    )
    optimizer = (
        keras.optimizers.AdamW(schedule, weight_decay=config.weight_decay)
        if config.weight_decay
        else keras.optimizers.Adam(schedule)
    )
    optimizer.build(model.trainable_variables)  # so that a checkpoint has where to go
    # Watched, not optimised. Score and label have one column: F1 is that of graffiti.
    metrics = [
        keras.metrics.F1Score(average="macro", threshold=0.5, name="f1"),
        keras.metrics.Precision(name="precision"),
        keras.metrics.Recall(name="recall"),
        keras.metrics.BinaryAccuracy(name="accuracy"),
    ]
    model.compile(optimizer=optimizer, loss=build_loss(config.loss), metrics=metrics)


def _progress_callback(folder: Path, epoch: int, epochs: int, started: float) -> keras.Callback:
    import keras

    class Report(keras.callbacks.Callback):
        """Writes progress.json about once a second."""

        last = 0.0

        def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
            now = time.time()
            if now - self.last >= REPORT_EVERY_S:
                self.last = now
                steps = self.params["steps"]
                write_progress(folder, Progress(epoch, epochs, batch + 1, steps, started, now))

    return Report()
