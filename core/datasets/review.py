"""What people say about an image's label: one line each in data/<experiment>/review.csv."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from core.errors import RaresightError
from core.home import data_folder
from core.inference.csv_cells import original_text, safe_cell
from core.runs.append import append_row

COLUMNS = ["at", "image", "label", "mark"]
WRONG, UNSURE, CLEARED = "label is wrong", "unsure", "cleared"
MARKS = (WRONG, UNSURE)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last word on an image. label: as it was then, 0 or 1. at: UTC, ISO 8601."""

    mark: str
    label: int
    at: str


@dataclass(frozen=True, slots=True)
class Review:
    """marks: image -> its mark, latest last, without those taken back.

    n_unreadable: lines that are no marks, as a full disk or a kill in mid-line leaves them.
    """

    marks: Mapping[str, Mark] = field(default_factory=dict)
    n_unreadable: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many images bear each of MARKS."""
        found = Counter(mark.mark for mark in self.marks.values())
        return {mark: found[mark] for mark in MARKS}


def review_path(experiment: str) -> Path:
    """Return data/<experiment>/review.csv."""
    return data_folder(experiment) / "review.csv"


def append_mark(experiment: str, image: str, label: int, mark: str) -> None:
    """Add a line to the review: ``mark`` is one of MARKS, or CLEARED to take it back.

    Whoever else writes, here or in another process, each line stays whole. Raises RaresightError
    where the file is no review or the disk refuses.
    """
    if mark not in (*MARKS, CLEARED):
        raise RaresightError(f"The mark {mark!r} came; expected one of {[*MARKS, CLEARED]}.")
    load_review(experiment)  # raises where a file of that name is something else
    path = review_path(experiment)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        append_row(path, COLUMNS, [now, safe_cell(image), label, mark])
    except OSError as error:
        raise RaresightError(
            f"{path} could not be written: {error.strerror or error}. The mark is not kept; tell "
            "whoever runs this server."
        ) from error


def load_review(experiment: str) -> Review:
    """Read the review; an empty one where nothing was marked. RaresightError if it is none."""
    path = review_path(experiment)
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size)
    except (FileNotFoundError, NotADirectoryError):
        return Review()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _no_review(path, str(error)) from error


@lru_cache(maxsize=8)
def _read(path: Path, mtime_ns: int, size: int) -> Review:
    rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    header = next(rows, COLUMNS)
    if header != COLUMNS:
        raise _no_review(path, f"its first line is {header}")
    marks: dict[str, Mark] = {}
    n_unreadable = 0
    for row in filter(None, rows):
        if len(row) != len(COLUMNS) or row[2] not in ("0", "1") or row[3] not in (*MARKS, CLEARED):
            n_unreadable += 1
            continue
        image = original_text(row[1])
        marks.pop(image, None)
        if row[3] != CLEARED:
            marks[image] = Mark(row[3], int(row[2]), row[0])
    return Review(marks, n_unreadable)


def _no_review(path: Path, came: str) -> RaresightError:
    return RaresightError(
        f"{path} cannot be read as a review: {came}; expected CSV with the columns "
        f"{', '.join(COLUMNS)}. Mend the file, or move it away to begin anew."
    )
