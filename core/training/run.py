"""One run from nothing to run.json; finished ones are skipped, interrupted ones go on."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from core.errors import RaresightError
from core.runs.history import load_epochs
from core.runs.paths import model_path, run_folder
from core.runs.predictions import write_predictions
from core.runs.progress import remove_progress
from core.runs.run_record import file_sha256, is_finished, write_run_json
from core.training.checkpoint import remove_checkpoint
from core.training.config import TrainConfig
from core.training.export import score_images, store_network
from core.training.fit import fit_network
from core.training.inputs import RunData, load_run_data


@dataclass(frozen=True, kw_only=True)
class RunTask:
    """What to train; small enough to be sent to another machine."""

    experiment: str
    fold: int
    config: TrainConfig

    @property
    def folder(self) -> Path:
        """Return history/<experiment>/<strategy>/fold-<k>."""
        return run_folder(self.experiment, self.config.strategy, self.fold)


def train_run(task: RunTask, threads: int | None = None) -> bool:
    """Train, score and store one run; False where it was finished already.

    ``threads`` limits TensorFlow, where several runs share a machine.
    """
    if is_finished(task.folder):
        return False
    with _alone(task.folder):
        if is_finished(task.folder):
            return False
        _limit_threads(threads)
        data = load_run_data(task.experiment, task.config, task.fold)
        network = fit_network(data, task.config, task.folder)
        record = _store(task, data, network)
        write_run_json(task.folder, record)  # last: it says that all before it is whole
        remove_checkpoint(task.folder)
        remove_progress(task.folder)
    return True


def _store(task: RunTask, data: RunData, network: Any) -> dict[str, Any]:
    """Score the validation part with the model that is stored, and return the run's record."""
    model: dict[str, Any] = {"model_sha256": None, "model_bytes": None, "stored_weights": None}
    if task.fold == 0:
        path = model_path(task.experiment, task.config.strategy)
        scores, model["stored_weights"] = store_network(network, path, data.images)
        model |= {"model_sha256": file_sha256(path), "model_bytes": path.stat().st_size}
        model["quantised"] = model["stored_weights"] == "int8"
    else:
        scores = score_images(network, data.images)
    predictions = {"image": data.names, "y_true": data.labels, "y_score": scores}
    write_predictions(task.folder, pd.DataFrame(predictions))
    seconds = float(load_epochs(task.folder)["seconds"].sum())
    return {
        "experiment": task.experiment,
        "strategy": task.config.strategy,
        "fold": task.fold,
        "seed": task.config.seed,
        "network": task.config.network,
        "input_px": task.config.input_px,
        "epochs": task.config.epochs,
        "epoch_scored": task.config.epochs,
        "config": asdict(task.config),
        "data_fingerprint": data.fingerprint,
        "n_train": data.n_train,
        "n_train_graffiti": data.n_train_graffiti,
        "n_validation": len(data.names),
        "n_parameters": network.count_params(),
        "seconds": round(seconds, 1),
        "images_per_second": round(data.n_per_epoch * task.config.epochs / seconds, 1),
        "versions": _versions(),
        **model,
    }


def _versions() -> dict[str, str]:
    tensorflow = "tensorflow-cpu" if platform.system() == "Linux" else "tensorflow"
    names = {"keras": "keras", "tensorflow": tensorflow, "numpy": "numpy"}
    found = {"python": platform.python_version()}
    for name, distribution in names.items():
        try:
            found[name] = version(distribution)
        except ModuleNotFoundError:  # the other build of TensorFlow is installed
            found[name] = version(name)
    return found


def _limit_threads(threads: int | None) -> None:
    """Share the cores; TensorFlow takes the number only before its first operation."""
    if threads is None:
        return
    import tensorflow as tf

    try:
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
    except RuntimeError:  # a second run in the same process keeps the first one's number
        return


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the run's lock; a killed process lets go of it by dying."""
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "resume.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RaresightError(
                f"{folder} is being trained by another process; expected to be alone. Wait for it, "
                "or stop it."
            ) from None
        yield
    (folder / "resume.lock").unlink(missing_ok=True)
