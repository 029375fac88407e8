"""python -m core train."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from core.cli.labelled import import_new_labels
from core.cli.progress import progress_bar
from core.datasets.cache import cached_images
from core.runs.progress import load_progress
from core.runs.run_record import is_finished
from core.training.run import RunTask
from core.training.tasks import plan_tasks, run_tasks

LOOK_EVERY_S = 1.0


def train(
    experiment: Annotated[str, typer.Argument(help="An experiment with a manifest, or labels.")],
    strategies: Annotated[
        list[str] | None, typer.Option(help="Strategies to train; again for more. Default: all.")
    ] = None,
    folds: Annotated[
        list[int] | None, typer.Option(help="Folds to train; again for more. Default: 0, 1, 2.")
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Instead of the network's own.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Runs at once on this machine.")] = 1,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
) -> None:
    """Train the runs that are not finished; an interrupted one goes on at its last epoch."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's greetings; errors still show
    console = Console()
    import_new_labels(experiment, console)
    tasks = plan_tasks(experiment, strategies, folds or (0, 1, 2), epochs)
    if not tasks:
        console.print("Nothing to do: every run asked for is finished.")
        return
    # Decoded here, once, so that several workers do not all do it.
    for size_px in sorted({task.config.input_px for task in tasks}):
        with progress_bar(f"Images at {size_px} px", "images", console) as report:
            cached_images(experiment, size_px, report=report)
    try:
        with _watch(tasks, console):
            outcome = run_tasks(tasks, workers, dask)
    except KeyboardInterrupt:
        console.print("Stopped. Run the same command again to continue at the last whole epoch.")
        raise typer.Exit(130) from None
    console.print(f"{outcome.n_trained} runs trained. `make run` shows them.")
    for problem in outcome.problems:
        console.print(f"[red]Not trained:[/red] {escape(problem)}", highlight=False)
    if outcome.problems:
        raise typer.Exit(1)


@contextmanager
def _watch(tasks: list[RunTask], console: Console) -> Iterator[None]:
    """Show a bar over all epochs, and the runs at work, read from their progress files."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.1f} of {task.total} epochs"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    ended = threading.Event()
    with Progress(*columns, console=console, speed_estimate_period=600) as progress:
        bar = progress.add_task("Training", total=sum(t.config.epochs for t in tasks))
        watcher = threading.Thread(target=_look, args=(tasks, progress, bar, ended), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()


def _look(tasks: list[RunTask], progress: Progress, bar: int, ended: threading.Event) -> None:
    while not ended.wait(LOOK_EVERY_S):
        done, at_work = 0.0, []
        for task in tasks:
            now = load_progress(task.folder)
            if is_finished(task.folder):
                done += task.config.epochs
            elif now is not None:
                done += now.epoch + now.step / now.steps
                if not now.is_stale(time.time()):
                    at_work.append(f"{task.config.strategy} fold {task.fold}")
        progress.update(bar, completed=done, description=", ".join(at_work) or "Training")
