"""What people see in the images: data/<experiment>/labels.csv, one row an answer, never rewritten.

Several people may write at once, from one server or from several: a row is appended under a lock
of the operating system. An undo is a row as well, so nothing that was said is ever lost.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from core.collection.label_rows import (
    COLUMNS,
    LABELS,
    UNDO,
    Label,
    is_whole_row,
    person_cell,
    read_rows,
    standing_rows,
)
from core.errors import RaresightError
from core.home import data_folder

TAIL = 65_536  # bytes; the last line ends within them


def labels_path(experiment: str) -> Path:
    """Return data/<experiment>/labels.csv."""
    return data_folder(experiment) / "labels.csv"


def load_labels(experiment: str) -> pd.DataFrame:
    """Return the label that counts for each image, its latest: image, label, person, at.

    One row an image, the one labelled longest ago first; empty where nothing is labelled. Raises
    RaresightError naming the line that is broken.
    """
    path = labels_path(experiment)
    rows = standing_rows(read_rows(path)) if path.is_file() else []
    latest = {row.image: row for row in rows}  # a later row takes the place of an earlier one ...
    ordered = [row for row in rows if latest[row.image] is row]  # ... in its own turn
    columns = {name: [getattr(row, name) for row in ordered] for name in COLUMNS}
    return pd.DataFrame(columns, dtype=str)


def append_label(experiment: str, image: str, label: str, person: str) -> None:
    """Add one answer; it is on the disk when this returns.

    Raises RaresightError for a label that is none, a name that is no single line, or where the
    disk refuses; the rows that were there before stay whole.
    """
    if label not in LABELS:
        raise RaresightError(
            f"The label is {label!r}; expected one of {', '.join(LABELS)}. Choose one of them."
        )
    if not image or not image.isprintable():
        raise RaresightError(
            f"The image is called {image!r}; expected a name of printable characters. Rename it."
        )
    path = labels_path(experiment)
    with _alone(path) as descriptor:
        _append(descriptor, path, Label(image, label, person_cell(person), _now()))


def undo_last(experiment: str, person: str) -> str | None:
    """Take back the person's last answer; return its image, or None where there is none left."""
    path = labels_path(experiment)
    if not path.is_file():
        return None
    person = person_cell(person)
    with _alone(path) as descriptor:
        own = [row for row in standing_rows(read_rows(path)) if row.person == person]
        if not own:
            return None
        _append(descriptor, path, Label(own[-1].image, UNDO, person, _now()))
    return own[-1].image


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    """Hold the file open and locked; a killed process lets go of it by dying."""
    import fcntl

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _append(descriptor: int, path: Path, row: Label) -> None:
    """Write one line in one call; what a full disk took of it is taken back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    try:
        size = _cut_torn_line(descriptor)
        if not size:
            writer.writerow(COLUMNS)
        elif os.pread(descriptor, 1, size - 1) != b"\n":
            text.write("\n")
        writer.writerow(astuple(row))
        line = text.getvalue().encode()
        if os.write(descriptor, line) != len(line):
            os.ftruncate(descriptor, size)
            raise OSError(0, "the disk is full")
        os.fsync(descriptor)
    except OSError as error:
        raise _refused(path, error) from error


def _cut_torn_line(descriptor: int) -> int:
    """Cut off a last line that a killed process left half-written; return the file's size."""
    size = os.fstat(descriptor).st_size
    begin = max(0, size - TAIL)
    tail = os.pread(descriptor, TAIL, begin)
    end = tail.rfind(b"\n") + 1
    if end == len(tail) or is_whole_row(tail[end:].decode(errors="replace")):
        return size
    os.ftruncate(descriptor, begin + end)
    return begin + end


def _refused(path: Path, error: OSError) -> RaresightError:
    return RaresightError(
        f"{path} could not be written: {error.strerror or error}. This answer is not kept; free "
        "some space or check the folder's permissions, then answer again."
    )
