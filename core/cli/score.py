"""python -m core score."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.markup import escape

from core.cli.progress import progress_bar
from core.errors import RaresightError
from core.inference.models import check_model, list_models
from core.inference.score_files import ScoreTask, list_files
from core.inference.score_stream import score_stream
from core.inference.score_table import ScoreRow, Writer, check_suffix, open_table
from core.inference.tiles import tile_share
from core.metrics.operating_points import best_f1
from core.metrics.sweep import N_STEPS, threshold_sweep
from core.runs.pooled import load_experiment

NOT_ALL_READ = 3


def score(
    files: Annotated[list[Path], typer.Argument(help="Pictures, or folders of them.")],
    out: Annotated[Path, typer.Option(help="Table to write: .csv or .parquet.")],
    experiment: Annotated[str, typer.Option(help="Whose models.")] = "street-photos",
    strategy: Annotated[
        list[str] | None, typer.Option(help="Strategy; again for more. Default: all with a model.")
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Default: each strategy's best F1 on validation images."),
    ] = None,
    tiles: Annotated[
        bool | None,
        typer.Option("--tiles/--whole", help="Default: photos in tiles if trained on tiles."),
    ] = None,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
) -> None:
    """Score pictures with the stored models; exit code 3 if some could not be read."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's greetings; errors still show
    console = Console()
    check_suffix(out)
    chosen = usable_strategies(experiment, strategy, console)
    way = {None: "auto", True: "tiles", False: "whole"}[tiles]
    task = ScoreTask(
        experiment, _thresholds(experiment, chosen, threshold), tile_share(experiment), way
    )
    n_files = sum(1 for _ in list_files(files))
    if not n_files:
        raise RaresightError(
            f"There are no pictures in {', '.join(map(str, files))}. Give files, or a folder that "
            "holds some."
        )
    with open_table(out) as table, progress_bar("Scoring", "files", console) as report:
        chunks = score_stream(list_files(files), task, dask)
        n_read, n_bad, stopped = _write(chunks, table, report, n_files, len(chosen))
    console.print(
        f"{out}: {n_read:,} files scored with {len(chosen)} strategies, {n_bad:,} not read"
        + (f"; stopped before the other {n_files - n_read - n_bad:,}." if stopped else "."),
        highlight=False,
    )
    if stopped or n_bad:
        raise typer.Exit(130 if stopped else NOT_ALL_READ)


def _write(
    chunks: Iterator[list[ScoreRow]],
    table: Writer,
    report: Callable[[int, int], None],
    n_files: int,
    n_strategies: int,
) -> tuple[int, int, bool]:
    """Write all rows; after Ctrl-C those that are there. Returns read, not read, stopped."""
    read, bad = 0, 0
    try:
        for rows in chunks:
            table.write(rows)
            n_errors = sum(bool(row.error) for row in rows)
            bad += n_errors
            read += (len(rows) - n_errors) // n_strategies
            report(read + bad, n_files)
    except KeyboardInterrupt:
        return read, bad, True
    return read, bad, False


def usable_strategies(experiment: str, asked: list[str] | None, console: Console) -> list[str]:
    """Return the strategies to score with; of those not asked for by name, bad ones are named."""
    if asked:
        for name in asked:
            check_model(experiment, name)
        return list(dict.fromkeys(asked))
    chosen = []
    for name in list_models(experiment):
        try:
            check_model(experiment, name)
            chosen.append(name)
        except RaresightError as error:
            console.print(f"[yellow]Skipped:[/yellow] {escape(str(error))}", highlight=False)
    if not chosen:
        raise RaresightError(
            f"No strategy of {experiment!r} has a model that can be used. Train one with "
            f"`python -m core train {experiment}`, or choose another --experiment."
        )
    return chosen


def _thresholds(experiment: str, chosen: list[str], asked: float | None) -> dict[str, float]:
    if asked is not None:
        return dict.fromkeys(chosen, asked)
    stored = load_experiment(experiment).predictions
    missing = [name for name in chosen if name not in stored]
    if missing:
        raise RaresightError(
            f"{missing[0]} has no stored predictions to choose a threshold on. Give --threshold."
        )
    return {name: _best_f1_threshold(stored[name]) for name in chosen}


def _best_f1_threshold(predictions: pd.DataFrame) -> float:
    """Return the threshold of the highest F1; 0.5 where no graffiti was there to find."""
    sweep = threshold_sweep(predictions["y_true"].to_numpy(), predictions["y_score"].to_numpy())
    index = best_f1(sweep).index
    return 0.5 if index is None else index / N_STEPS
