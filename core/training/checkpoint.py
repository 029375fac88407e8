"""Where an interrupted run goes on: all variables after the last whole epoch."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.runs.atomic import atomic_write

if TYPE_CHECKING:
    import keras

NAME = "resume.npz"


def save_checkpoint(folder: Path, model: keras.Model, epoch: int) -> None:
    """Store weights, optimizer state and the number of epochs done; arrays only, no pickle."""
    arrays = {f"v{i}": variable.numpy() for i, variable in enumerate(_variables(model))}
    with atomic_write(folder / NAME) as file:
        np.savez(file, epoch=epoch, **arrays)


def load_checkpoint(folder: Path, model: keras.Model) -> int:
    """Put a checkpoint into a compiled model; return the epochs done, 0 where there is none.

    A checkpoint of another network, or a broken one, is not used.
    """
    variables = _variables(model)
    try:
        with np.load(folder / NAME, allow_pickle=False) as stored:
            arrays = [stored[f"v{i}"] for i in range(len(stored.files) - 1)]
            epoch = int(stored["epoch"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return 0
    if [a.shape for a in arrays] != [tuple(v.shape) for v in variables]:
        return 0
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)
    return epoch


def remove_checkpoint(folder: Path) -> None:
    """Take it away when the run ended."""
    (folder / NAME).unlink(missing_ok=True)


def _variables(model: keras.Model) -> list[keras.Variable]:
    return [*model.variables, *model.optimizer.variables]
