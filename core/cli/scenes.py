"""python -m core scenes."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from core.cli.progress import progress_bar
from core.datasets.scene_folder import (
    ARTICLE_SHARE,
    PlannedScene,
    contact_sheet,
    missing_scenes,
    plan_scenes,
    write_scenes,
)
from core.errors import RaresightError
from core.runs.atomic import atomic_write

CHUNK = 16  # scenes a task: short enough to stop soon, long enough to be worth sending


def scenes(
    count: Annotated[int, typer.Option(help="How many scenes.")] = 400,
    seed: Annotated[int, typer.Option(help="Same seed, same scenes.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for graffiti/ and no-graffiti/.")] = None,
    graffiti_share: Annotated[
        float, typer.Option(help="Share of scenes with graffiti, 0 to 1.")
    ] = ARTICLE_SHARE,
    size_px: Annotated[int, typer.Option(help="Side of a scene in pixels.")] = 256,
    preview: Annotated[Path | None, typer.Option(help="Write a contact sheet (PNG).")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that draw at once.")] = 2,
) -> None:
    """Draw street scenes with and without graffiti; run again to continue where it stopped."""
    if out is None and preview is None:
        raise RaresightError(
            "Nothing says where the scenes should go. Give --out FOLDER, or --preview FILE."
        )
    plan = plan_scenes(count, seed, graffiti_share)
    console = Console()
    if preview is not None:
        _write_preview(preview, seed)
        console.print(f"Contact sheet: {preview}; a red frame means graffiti.", highlight=False)
    if out is not None:
        todo = missing_scenes(plan, out)
        _draw_all(console, todo, out, size_px, workers)
        there = count - len(todo)
        sprayed = sum(scene.graffiti for scene in plan)
        console.print(
            f"{count:,} scenes in {out}, {sprayed:,} with graffiti; {there:,} were there before.",
            highlight=False,
        )


def _write_preview(path: Path, seed: int) -> None:
    """Write the contact sheet as PNG."""
    import cv2

    _, png = cv2.imencode(".png", cv2.cvtColor(contact_sheet(seed), cv2.COLOR_RGB2BGR))
    with atomic_write(path) as file:
        file.write(png.tobytes())


def _draw_all(
    console: Console, todo: list[PlannedScene], out: Path, size_px: int, workers: int
) -> None:
    """Draw in several processes under a progress bar; Ctrl-C leaves only whole files."""
    chunks = [todo[i : i + CHUNK] for i in range(0, len(todo), CHUNK)]
    # Spawned, not forked: a fork copies locks that OpenCV's threads may hold.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_be_worker)
    try:
        with progress_bar("Drawing", "scenes", console) as report:
            tasks = [pool.submit(write_scenes, chunk, out, size_px) for chunk in chunks]
            done = 0
            for task in as_completed(tasks):
                done += task.result()
                report(done, len(todo))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _be_worker() -> None:
    """Leave Ctrl-C to the parent, so that a scene begun is finished; one thread a process."""
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
