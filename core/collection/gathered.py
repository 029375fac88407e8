"""What was gathered: data/<experiment>/gathered.csv, one row an image, no labels yet."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

COLUMNS = (
    "image", "city", "lat", "lon", "pano_id", "heading", "date", "source", "licence", "author",
    "sha256",
)  # fmt: skip
NUMBERS = ("lat", "lon", "heading")


def gathered_path(experiment: str) -> Path:
    """Return data/<experiment>/gathered.csv."""
    return data_folder(experiment) / "gathered.csv"


def load_gathered(experiment: str) -> pd.DataFrame:
    """Read the gathered images in the order they were asked for.

    Columns: image (file name in data/<experiment>/images/), city ("Name, ST"), lat, lon (degrees,
    WGS 84, where the camera stood), pano_id (the service's id), heading (degrees clockwise from
    north, nan if unknown), date (as the service says, "" if unknown), source ("street_view" or
    "mapillary"), licence, author, sha256 (of the file). A last line still being written is left
    out. Raises RaresightError where the file is missing or is no such table.
    """
    path = gathered_path(experiment)
    if not path.is_file():
        raise RaresightError(
            f"{path} is missing; expected the images gathered for {experiment!r}. Gather some with "
            f"`python -m core collect --experiment {experiment}`."
        )
    try:
        text = path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        table = pd.read_csv(io.StringIO(whole), dtype=str, keep_default_na=False)
        _check_columns(table, path)
        return table.assign(**{name: pd.to_numeric(table[name]) for name in NUMBERS})
    except RaresightError:
        raise
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"{path} cannot be read as a table of images: {error}. Delete it and run "
            "`python -m core collect` with the same options again: it is made anew, for free."
        ) from error


def image_name(city: str, pano_id: str) -> str:
    """Return a file name no other picture has, safe on every system, whatever the id holds.

    >>> image_name("Aurora, CO", "../../etc")
    'aurora-co-74ccf3c5b4c1.jpg'
    """
    plain = unicodedata.normalize("NFKD", city).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)[:8]
    return "-".join([*words, hashlib.sha256(pano_id.encode()).hexdigest()[:12]]) + ".jpg"


def write_rows(folder: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Replace gathered.csv in the experiment's data folder, atomically."""
    with atomic_write(folder / "gathered.csv") as file:
        file.write(_line(dict(zip(COLUMNS, COLUMNS, strict=True))).encode())
        file.writelines(_line(row).encode() for row in rows)


def append_row(folder: Path, row: Mapping[str, Any]) -> None:
    """Add a row to gathered.csv in one write."""
    path = folder / "gathered.csv"
    try:
        with path.open("ab", buffering=0) as file:
            file.write(_line(row).encode())
    except OSError as error:
        raise RaresightError(
            f"{path} could not be written: {error.strerror or error}. The image itself is stored. "
            "Free some space, then run the same command again: the row is added, for free."
        ) from error


def _line(row: Mapping[str, Any]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, COLUMNS, lineterminator="\n").writerow(row)
    return text.getvalue()


def _check_columns(table: pd.DataFrame, path: Path) -> None:
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise RaresightError(
            f"{path} has the columns {list(table.columns)}; {missing} is missing. Delete it and "
            "run `python -m core collect` with the same options again: it is made anew, for free."
        )
