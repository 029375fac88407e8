"""The run store's front door: everything the trainer and the pages call."""

from __future__ import annotations

from core.runs.history import append_epoch, load_epochs
from core.runs.paths import (
    list_experiments,
    list_folds,
    list_strategies,
    model_path,
    run_folder,
)
from core.runs.predictions import load_predictions_file, write_predictions
from core.runs.run_record import file_sha256, is_finished, load_run_json, write_run_json

write_validation = write_predictions

__all__ = [
    "append_epoch",
    "file_sha256",
    "is_finished",
    "list_experiments",
    "list_folds",
    "list_strategies",
    "load_epochs",
    "load_predictions_file",
    "load_run_json",
    "model_path",
    "run_folder",
    "write_run_json",
    "write_validation",
]
