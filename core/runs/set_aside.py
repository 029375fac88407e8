"""Keep an experiment's runs under another name before its images change: nothing is deleted."""

from __future__ import annotations

import time
from pathlib import Path

from core.errors import RaresightError
from core.home import data_folder, history_folder, models_folder
from core.runs.atomic import atomic_write
from core.runs.paths import list_folds, list_strategies, run_folder
from core.runs.progress import load_progress


def set_aside(experiment: str, name: str) -> str | None:
    """Move history/ and models/ of an experiment to those of ``name``, or of ``name``-2, ...

    Its manifest is copied and its images are linked, so that the runs still show, and can be
    trained further. Returns the new name; None where there are no runs. Raises RaresightError
    while a run is in training.
    """
    if not list_strategies(experiment):
        return None
    _check_not_in_training(experiment)
    name = _free(name)
    _share_data(experiment, name)
    if models_folder(experiment).is_dir():
        _move(models_folder(experiment), models_folder(name))
    _move(history_folder(experiment), history_folder(name))
    return name


def _check_not_in_training(experiment: str) -> None:
    for strategy in list_strategies(experiment):
        for fold in list_folds(experiment, strategy):
            now = load_progress(run_folder(experiment, strategy, fold))
            if now is not None and not now.is_stale(time.time()):
                raise RaresightError(
                    f"{strategy}, fold {fold}, of {experiment} is being trained; expected no "
                    "training while its images change. Wait for it, or stop it."
                )


def _free(name: str) -> str:
    numbered = (name if k == 1 else f"{name}-{k}" for k in range(1, 1_000))
    folders = (history_folder, models_folder, data_folder)
    return next(n for n in numbered if not any(folder(n).exists() for folder in folders))


def _share_data(experiment: str, name: str) -> None:
    manifest = data_folder(experiment) / "manifest.csv"
    if manifest.is_file():
        with atomic_write(data_folder(name) / "manifest.csv") as file:
            file.write(manifest.read_bytes())
    if (data_folder(experiment) / "images").is_dir():
        data_folder(name).mkdir(parents=True, exist_ok=True)
        (data_folder(name) / "images").symlink_to(Path("..") / experiment / "images")


def _move(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise RaresightError(
            f"{source} could not be moved to {target}: {error.strerror or error}. Nothing is "
            "lost; check the permissions of both folders and run the command again."
        ) from error
