"""Check every stored run; a broken one is named, the others still count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from core.errors import RaresightError
from core.runs.history import load_epochs
from core.runs.paths import list_experiments, list_folds, list_strategies, model_path, run_folder
from core.runs.predictions import load_predictions_file, predictions_path
from core.runs.run_record import file_sha256, load_run_json


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run: whole when ``problem`` is empty, else what came, was expected, and to do."""

    experiment: str
    strategy: str
    fold: int
    n_images: int
    problem: str


@dataclass(frozen=True, slots=True)
class Run:
    """One readable run: predictions has columns image, y_true (int8), y_score (float)."""

    strategy: str
    fold: int
    predictions: pd.DataFrame


def load_runs(experiment: str) -> tuple[list[Run], list[RunReport]]:
    """Read all runs of an experiment: those that are whole, and a report on each.

    Within a fold the first strategy (by name) that reads well sets the images
    and labels; a later one that has others is broken.
    """
    runs: list[Run] = []
    reports: list[RunReport] = []
    reference: dict[int, Run] = {}
    for strategy in list_strategies(experiment):
        for fold in list_folds(experiment, strategy):
            if is_in_training(run_folder(experiment, strategy, fold)):
                continue
            run, problem = _read_run(experiment, strategy, fold, reference.get(fold))
            if run is not None and not problem:
                runs.append(run)
                reference.setdefault(fold, run)
            n_images = 0 if run is None else len(run.predictions)
            reports.append(RunReport(experiment, strategy, fold, n_images, problem))
    return runs, reports


def is_in_training(folder: Path) -> bool:
    """Tell whether a run was begun and has no predictions yet: not broken, only not done."""
    begun = any(folder.glob("resume.*")) or (folder / "progress.json").is_file()
    return begun and not predictions_path(folder).is_file()


def check_all() -> list[RunReport]:
    """Check every run of every experiment, with its optional files and its model."""
    reports = []
    for experiment in list_experiments():
        for report in load_runs(experiment)[1]:
            problem = report.problem or _optional_problem(report)
            reports.append(
                RunReport(experiment, report.strategy, report.fold, report.n_images, problem)
            )
    return reports


def _read_run(
    experiment: str, strategy: str, fold: int, reference: Run | None
) -> tuple[Run | None, str]:
    folder = run_folder(experiment, strategy, fold)
    try:
        run = Run(strategy, fold, load_predictions_file(folder))
    except RaresightError as error:
        return None, str(error)
    return run, "" if reference is None else _difference(run, reference, str(folder))


def _difference(run: Run, reference: Run, where: str) -> str:
    ours = run.predictions.set_index("image")["y_true"]
    theirs = reference.predictions.set_index("image")["y_true"]
    remedy = "Train both on the same manifest, or move one of them out of history/."
    extra, missing = ours.index.difference(theirs.index), theirs.index.difference(ours.index)
    if len(extra) or len(missing):
        example = (extra if len(extra) else missing)[0]
        return (
            f"{where} has {len(extra)} images that {reference.strategy} has not, and lacks "
            f"{len(missing)} of its images, for example {example!r}; expected the same images "
            f"in every strategy of fold {run.fold}. {remedy}"
        )
    differs = ours.index[ours.to_numpy() != theirs.loc[ours.index].to_numpy()]
    if len(differs):
        return (
            f"{where} labels {len(differs)} images otherwise than {reference.strategy}, for "
            f"example {differs[0]!r}; expected the same labels in every strategy. {remedy}"
        )
    return ""


def _optional_problem(report: RunReport) -> str:
    """Check what may be absent, but not broken: epochs.csv, run.json, the model's hash."""
    folder = run_folder(report.experiment, report.strategy, report.fold)
    try:
        if (folder / "epochs.csv").exists():
            load_epochs(folder)
        if not (folder / "run.json").exists():
            return ""
        expected = load_run_json(folder).get("model_sha256")
    except RaresightError as error:
        return str(error)
    path = model_path(report.experiment, report.strategy)
    if report.fold != 0 or not expected or not path.is_file() or file_sha256(path) == expected:
        return ""
    return (
        f"{path} does not have the SHA-256 its run.json records ({expected[:12]}...); it is not "
        "the model that made the stored predictions, and is not loaded. Train the run again."
    )
