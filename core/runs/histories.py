"""Every run of an experiment by epoch, with its record; a broken one is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from core.errors import RaresightError
from core.runs.check import RunReport
from core.runs.history import NUMBERS, load_measures
from core.runs.in_training import is_at_work
from core.runs.paths import list_folds, list_strategies, run_folder
from core.runs.run_record import load_run_json


@dataclass(frozen=True, slots=True)
class Histories:
    """What the runs that are not in training left behind.

    epochs: strategy, fold, epoch and the columns history.NUMBERS, one row an epoch of a run.
    records: (strategy, fold) -> run.json. without_epochs: strategies without any epochs.csv.
    """

    epochs: pd.DataFrame
    records: dict[tuple[str, int], dict[str, Any]]
    without_epochs: tuple[str, ...]
    broken: tuple[RunReport, ...]

    def records_of(self, strategy: str) -> dict[int, dict[str, Any]]:
        """Return fold -> run.json of one strategy."""
        return {fold: r for (name, fold), r in sorted(self.records.items()) if name == strategy}


def load_histories(experiment: str) -> Histories:
    """Read epochs.csv and run.json of every run; both may be absent, a broken one is reported."""
    frames, records, broken, seen = [], {}, [], set()
    for strategy, fold, folder in ended_runs(experiment):
        seen.add(strategy)
        try:
            if (folder / "epochs.csv").exists():
                frames.append(load_measures(folder).assign(strategy=strategy, fold=fold))
            if (folder / "run.json").exists():
                records[strategy, fold] = load_run_json(folder)
        except RaresightError as error:
            broken.append(RunReport(experiment, strategy, fold, 0, str(error)))
    columns = ["strategy", "fold", "epoch", *NUMBERS]
    epochs = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    known = {*epochs["strategy"], *(report.strategy for report in broken)}
    return Histories(
        epochs=epochs[columns],
        records=records,
        without_epochs=tuple(sorted(seen - known)),
        broken=tuple(broken),
    )


def histories_fingerprint(experiment: str) -> tuple[tuple[str, int, int], ...]:
    """Tell the folders and files of ``load_histories`` and their state, without reading them."""
    found = []
    for _, _, folder in ended_runs(experiment):
        found.append((str(folder), 0, 0))
        for name in ("epochs.csv", "run.json"):
            try:
                state = (folder / name).stat()
            except OSError:
                continue
            found.append((str(folder / name), state.st_size, state.st_mtime_ns))
    return tuple(found)


def ended_runs(experiment: str) -> Iterator[tuple[str, int, Path]]:
    """Yield strategy, fold and folder of the runs that are not in training."""
    for strategy in list_strategies(experiment):
        for fold in list_folds(experiment, strategy):
            folder = run_folder(experiment, strategy, fold)
            if not is_at_work(folder):
                yield strategy, fold, folder
