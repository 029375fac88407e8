"""Pool the folds of each strategy: every image was validated once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from core.runs.check import Run, RunReport, load_runs


@dataclass(frozen=True, slots=True)
class Experiment:
    """What the dashboard shows: predictions by strategy, and the runs that are broken.

    predictions: strategy -> frame with image, y_true (int8), y_score, fold; one row an image,
    sorted by fold and image. All frames hold the same images, those of ``folds``.
    """

    name: str
    folds: tuple[int, ...]
    predictions: dict[str, pd.DataFrame]
    left_out: dict[str, tuple[int, ...]]
    broken: tuple[RunReport, ...]
    n_marked_out: int = 0  # images that without_images took away


def load_experiment(name: str, fold: int | None = None) -> Experiment:
    """Read an experiment; ``fold`` picks one fold, None pools all that a strategy shares.

    Strategies are compared on the same images: the folds are those every strategy with
    the most folds has; a strategy that lacks one of them is named in ``left_out`` with the
    folds it has.
    """
    runs, reports = load_runs(name)
    folds_of: dict[str, set[int]] = {}
    for run in runs:
        folds_of.setdefault(run.strategy, set()).add(run.fold)
    wanted = _shared_folds(folds_of) if fold is None else {fold}
    shown = {s for s, folds in folds_of.items() if wanted <= folds}
    return Experiment(
        name=name,
        folds=tuple(sorted(wanted)),
        predictions={s: _pool(runs, s, wanted) for s in sorted(shown)},
        left_out={s: tuple(sorted(f)) for s, f in sorted(folds_of.items()) if s not in shown},
        broken=tuple(report for report in reports if report.problem),
    )


def without_images(experiment: Experiment, images: Collection[str]) -> Experiment:
    """Take images out of every strategy; one of which none is left has no predictions."""
    if not experiment.predictions:
        return experiment
    stays = ~next(iter(experiment.predictions.values()))["image"].isin(images).to_numpy()
    kept = {
        strategy: frame[stays].reset_index(drop=True)
        for strategy, frame in experiment.predictions.items()
    }
    return replace(
        experiment,
        predictions=kept if stays.any() else {},
        n_marked_out=int((~stays).sum()),
    )


def _shared_folds(folds_of: dict[str, set[int]]) -> set[int]:
    """Return the folds that keep the most runs when only strategies having all of them stay."""
    candidates = {frozenset(folds) for folds in folds_of.values()}

    def n_runs_kept(folds: frozenset[int]) -> tuple[int, int]:
        return len(folds) * sum(folds <= own for own in folds_of.values()), len(folds)

    return set(max(candidates, key=n_runs_kept)) if candidates else set()


def _pool(runs: list[Run], strategy: str, folds: set[int]) -> pd.DataFrame:
    frames = [
        run.predictions.assign(fold=run.fold)
        for run in runs
        if run.strategy == strategy and run.fold in folds
    ]
    return pd.concat(frames).sort_values(["fold", "image"], ignore_index=True)
