"""Which experiments have images without labels, and which images these are."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan
from pathlib import Path

import pandas as pd

from core.collection.gathered import COLUMNS, NUMBERS, gathered_path, load_gathered
from core.collection.labels import labels_path
from core.datasets.import_folder import SUFFIXES
from core.datasets.manifest import manifest_path
from core.errors import RaresightError
from core.home import data_folder

OUTSIDE = r"^/|\.\."  # what a name that leaves the folder begins with or holds


def list_unlabelled() -> list[str]:
    """Return the experiments to label: those gathered, and folders of pictures without classes.

    A folder that was imported has its classes already; one whose manifest was made of labels may
    be labelled further.
    """
    if not data_folder().is_dir():
        return []
    names = sorted(p.name for p in data_folder().iterdir() if p.is_dir() and p.name[0] != ".")
    return [name for name in names if gathered_path(name).is_file() or _is_bare_folder(name)]


def list_placed() -> list[str]:
    """Return the experiments whose images have a place."""
    return [name for name in list_unlabelled() if gathered_path(name).is_file()]


def picture_path(experiment: str, image: str) -> Path:
    """Return where an image of the experiment lies; RaresightError for one outside its folder."""
    folder = data_folder(experiment) / "images"
    path = folder / image
    if Path(image).is_absolute() or ".." in Path(image).parts:
        raise RaresightError(
            f"The image {image!r} would lie outside {folder}; expected a name within it. Mend the "
            "table that names it."
        )
    return path


def load_pictures(experiment: str) -> pd.DataFrame:
    """Return the experiment's images in the columns of gathered.csv, what is unknown empty.

    Raises RaresightError where there are none, saying how to get some.
    """
    if gathered_path(experiment).is_file():
        table = load_gathered(experiment)
        for image in table["image"][table["image"].str.contains(OUTSIDE)]:
            picture_path(experiment, image)
        return table
    names = sorted(p.relative_to(_images(experiment)).as_posix() for p in _pictures(experiment))
    if not names:
        raise RaresightError(
            f"{_images(experiment)} holds no pictures and {experiment!r} has no gathered.csv. "
            f"Gather some with `python -m core collect --experiment {experiment}`, or put pictures "
            "into that folder."
        )
    unknown = {name: nan if name in NUMBERS else "" for name in COLUMNS}
    return pd.DataFrame({"image": names}).assign(**{**unknown, "image": names})


def _is_bare_folder(experiment: str) -> bool:
    imported = manifest_path(experiment).is_file() and not labels_path(experiment).is_file()
    return not imported and next(_pictures(experiment), None) is not None


def _pictures(experiment: str) -> Iterator[Path]:
    paths = _images(experiment).rglob("*")
    return (p for p in paths if p.suffix.lower() in SUFFIXES and p.name[0] != "." and p.is_file())


def _images(experiment: str) -> Path:
    return data_folder(experiment) / "images"
