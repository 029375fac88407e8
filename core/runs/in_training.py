"""Which runs train now, how far they are, and how long they will still take."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from pathlib import Path

import pandas as pd

from core.errors import RaresightError
from core.runs.check import is_in_training
from core.runs.history import load_measures
from core.runs.paths import list_folds, list_strategies, run_folder
from core.runs.progress import STALE_AFTER_S, Progress, load_progress
from core.runs.run_record import is_finished

SIGNS_OF_LIFE = ("progress.json", "epochs.csv", "resume.npz", "resume.lock")
LATE_EPOCHS = 3  # what the pace is taken from
FIRST_STEPS = 10  # of the first epoch, in which building the network takes most of the time


@dataclass(frozen=True, slots=True)
class RunInTraining:
    """A run that was begun and is not over.

    progress: None until its first batch. epochs: as history.load_measures; None until its first
    epoch ended. written_at: when it last wrote a file, in seconds since 1970.
    """

    strategy: str
    fold: int
    progress: Progress | None
    epochs: pd.DataFrame | None
    written_at: float

    def is_stale(self, now: float) -> bool:
        """Tell whether it wrote nothing for a minute: it was stopped or killed."""
        return now - self.written_at > STALE_AFTER_S

    @property
    def share_done(self) -> float:
        """Share of all its batches, 0 to 1."""
        return 0.0 if self.progress is None else self.progress.epochs_done / self.progress.epochs

    @property
    def remaining_s(self) -> float:
        """Seconds of training still to come, at the pace of the last epochs; nan if unknown."""
        if self.progress is None:
            return nan
        return self._epoch_s() * (self.progress.epochs - self.progress.epochs_done)

    def _epoch_s(self) -> float:
        if self.epochs is not None and self.epochs["seconds"].notna().any():
            return float(self.epochs["seconds"].dropna().tail(LATE_EPOCHS).median())
        # A run that goes on counts epochs from before it started: no pace until one has ended.
        begun_anew = self.progress.epoch == 0 and self.progress.step >= FIRST_STEPS
        elapsed_s = self.progress.updated_at - self.progress.started_at
        return elapsed_s / self.progress.epochs_done if begun_anew else nan


def is_at_work(folder: Path) -> bool:
    """Tell whether a run was begun and is not over; one that is trained once more counts too."""
    if is_finished(folder):
        return False
    return is_in_training(folder) or (folder / "progress.json").is_file()


def runs_in_training(experiment: str) -> list[RunInTraining]:
    """Return the runs of an experiment that were begun and are not over, stale ones too."""
    return [
        _look(strategy, fold, run_folder(experiment, strategy, fold))
        for strategy in list_strategies(experiment)
        for fold in list_folds(experiment, strategy)
        if is_at_work(run_folder(experiment, strategy, fold))
    ]


def _look(strategy: str, fold: int, folder: Path) -> RunInTraining:
    try:
        epochs = load_measures(folder)
    except RaresightError:  # not there yet
        epochs = None
    return RunInTraining(strategy, fold, load_progress(folder), epochs, _last_sign(folder))


def _last_sign(folder: Path) -> float:
    times = [0.0]
    for name in SIGNS_OF_LIFE:
        try:
            times.append((folder / name).stat().st_mtime)
        except OSError:  # not there, or replaced at this moment
            continue
    return max(times)
