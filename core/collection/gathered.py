"""Read what was gathered: data/<experiment>/gathered.csv, one row an image, no labels yet."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from core.errors import RaresightError
from core.home import data_folder

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


def _check_columns(table: pd.DataFrame, path: Path) -> None:
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise RaresightError(
            f"{path} has the columns {list(table.columns)}; {missing} is missing. Delete it and "
            "run `python -m core collect` with the same options again: it is made anew, for free."
        )
