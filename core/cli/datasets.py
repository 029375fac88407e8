"""python -m core import, tiles, and rendered: experiments from folders, photos and seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.markup import escape

from core.cli.labelled import import_labels
from core.cli.progress import progress_bar
from core.datasets.images import read_image
from core.datasets.import_folder import import_folder
from core.datasets.kaggle import download_kaggle, find_class_folders
from core.datasets.manifest import EXTRA, manifest_path, write_manifest
from core.datasets.rendered import rendered_manifest
from core.datasets.tiles import tile_manifest
from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

Experiment = Annotated[str, typer.Option(help="Name of the experiment to make.")]


def import_(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Folder that holds two class folders; without: the labels given."),
    ] = None,
    experiment: Annotated[
        str, typer.Option(help="Name of the experiment to make. Default: the folder's.")
    ] = "",
    positive: Annotated[str, typer.Option(help="Class folder of the rare class.")] = "graffiti",
    kaggle: Annotated[
        str, typer.Option(help="OWNER/NAME of a Kaggle data set, instead of a folder.")
    ] = "",
) -> None:
    """Make an experiment of two folders of images, or of labels; near-copies stay in one fold."""
    console = Console()
    if folder is not None and kaggle:
        raise RaresightError(
            "A folder and --kaggle were given; expected one of them. Leave one out."
        )
    if kaggle:
        folder = find_class_folders(download_kaggle(kaggle), positive)
        experiment = experiment or kaggle.split("/")[1]
    if folder is None:
        import_labels(_named(experiment), console)
        return
    with progress_bar("Importing", "images", console) as report:
        name = experiment or folder.resolve().name
        done = import_folder(folder, name, positive, report=report)
    for problem in done.skipped:
        console.print(f"[yellow]Skipped:[/yellow] {escape(problem)}", highlight=False)
    _print_made(console, name, done.manifest)
    console.print(f"{done.n_near_pairs:,} near-copies kept together; {len(done.skipped)} skipped.")


def _named(experiment: str) -> str:
    if not experiment:
        raise RaresightError(
            "Nothing was named; expected a FOLDER with two class folders, --kaggle OWNER/NAME, or "
            "--experiment NAME with labels of the Label page. Give one of them."
        )
    return experiment


def tiles(
    photos: Annotated[Path, typer.Argument(help="Folder of the photos.")],
    boxes: Annotated[Path, typer.Option(help="CSV: photo, xmin, ymin, xmax, ymax (pixels).")],
    experiment: Experiment = "street-photos",
) -> None:
    """Cut photos with graffiti boxes into labelled tiles; no image is copied."""
    console = Console()
    table = _read_csv(boxes)
    known = _photo_table(photos, boxes, console)
    manifest = tile_manifest(known, table)
    write_manifest(experiment, manifest)
    with atomic_write(data_folder(experiment) / "boxes.csv") as file:
        table.to_csv(file, index=False)
    _print_made(console, experiment, manifest)
    console.print(
        "Photos are read where RARESIGHT_PHOTOS says, else from data/street-photos/photos."
    )


def rendered(experiment: Experiment = "rendered-scenes") -> None:
    """Write the manifest of the rendered scenes; they are drawn when they are needed."""
    manifest = rendered_manifest()
    write_manifest(experiment, manifest)
    _print_made(Console(), experiment, manifest)


def _photo_table(photos: Path, boxes: Path, console: Console) -> pd.DataFrame:
    """Return photo, width, height, scene: from photos.csv beside the boxes, else from the files."""
    table = boxes.parent / "photos.csv"
    if table.is_file():
        known = _read_csv(table)
        missing = [name for name in known["photo"] if not (photos / name).is_file()]
        if missing:
            raise RaresightError(
                f"{len(missing)} photos of {table} are not in {photos}, for example "
                f"{missing[0]!r}. Give the folder that holds them all."
            )
        return known
    rows = []
    files = sorted(p for p in photos.glob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png"})
    with progress_bar("Measuring", "photos", console) as report:
        for i, path in enumerate(files):
            height, width = read_image(path).shape[:2]
            rows.append((path.name, width, height, path.stem))
            report(i + 1, len(files))
    if not rows:
        raise RaresightError(f"{photos} holds no JPEG or PNG. Give the folder of the photos.")
    return pd.DataFrame(rows, columns=["photo", "width", "height", "scene"])


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"{path} cannot be read as CSV: {error}. Give another file."
        ) from error


def _print_made(console: Console, experiment: str, manifest: pd.DataFrame) -> None:
    used = manifest if "role" not in manifest else manifest[manifest["role"] != EXTRA]
    n_graffiti, n_extra = int(used["label"].sum()), len(manifest) - len(used)
    console.print(
        f"{manifest_path(experiment)}: {len(used):,} images, {n_graffiti:,} of them positive, "
        f"{manifest['scene'].nunique():,} scenes in {manifest['fold'].nunique()} folds"
        + (f"; {n_extra:,} more positives for more_graffiti." if n_extra else "."),
        highlight=False,
    )
