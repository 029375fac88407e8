"""python -m core score-gathered."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console

from core.cli.progress import progress_bar
from core.cli.score import NOT_ALL_READ, usable_strategies
from core.inference.score_gathered import score_gathered, scoring_model, unscored
from core.inference.score_store import scores_path


def score_gathered_(
    name: Annotated[str, typer.Argument(help="The experiment whose images are scored.")],
    experiment: Annotated[str, typer.Option(help="Whose models.")] = "street-photos",
    strategy: Annotated[
        list[str] | None, typer.Option(help="Strategy; again for more. Default: all with a model.")
    ] = None,
) -> None:
    """Score gathered images for the Label and Map pages; those that have scores are skipped."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's greetings; errors still show
    console = Console()
    models = [
        scoring_model(experiment, s) for s in usable_strategies(experiment, strategy, console)
    ]
    n_missing = len(unscored(name, models))
    if not n_missing:
        console.print(f"Nothing to do: {scores_path(name)} holds every score.", highlight=False)
        return
    with progress_bar("Scoring", "images", console) as report:
        n_bad = score_gathered(name, models, report=report)
    console.print(
        f"{scores_path(name)}: {n_missing - n_bad:,} images scored with {len(models)} strategies, "
        f"{n_bad:,} not read.",
        highlight=False,
    )
    if n_bad:
        raise typer.Exit(NOT_ALL_READ)
