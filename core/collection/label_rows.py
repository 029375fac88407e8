"""The rows of labels.csv: what each may say, and which of them still stand."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.errors import RaresightError
from core.inference.csv_cells import safe_cell

GRAFFITI, NO_GRAFFITI, UNSURE = "graffiti", "no_graffiti", "unsure"
LABELS = (GRAFFITI, NO_GRAFFITI, UNSURE)
UNDO = "undo"
COLUMNS = ("image", "label", "person", "at")
MAX_PERSON = 60  # characters


@dataclass(frozen=True, slots=True)
class Label:
    """One row. label: one of LABELS, or UNDO; person: a name or a session; at: UTC, ISO 8601."""

    image: str
    label: str
    person: str
    at: str


def read_rows(path: Path) -> list[Label]:
    """Read every row there ever was, oldest first; a last line still being written is left out.

    Raises RaresightError naming the line that is broken.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        end = text.rfind("\n") + 1
        whole = text if is_whole_row(text[end:]) else text[:end]
        lines = list(csv.reader(io.StringIO(whole), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RaresightError(
            f"{path} cannot be read as a table of labels: {error}. Mend the line, or move the file "
            "away and label anew."
        ) from error
    if lines and tuple(lines[0]) != COLUMNS:
        raise RaresightError(
            f"{path} begins with {','.join(lines[0])!r}; expected {','.join(COLUMNS)!r}. Mend the "
            "first line."
        )
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(COLUMNS) or line[1] not in (*LABELS, UNDO):
            raise RaresightError(
                f"{path}, line {number}, is {','.join(line)!r}; expected image, one of "
                f"{', '.join(LABELS)} or {UNDO}, person, time. Mend or delete the line."
            )
    return [Label(*line) for line in lines[1:]]


def is_whole_row(line: str) -> bool:
    """Tell whether a line is a row to its last cell: one edited by hand may end without a newline.

    >>> is_whole_row("a.jpg,graffiti,Ann,2026-01-01T00:00:00+00:00"), is_whole_row("a.jpg,graff")
    (True, False)
    """
    cells = line.split(",")
    try:
        return len(cells) >= len(COLUMNS) and bool(datetime.fromisoformat(cells[-1]).tzinfo)
    except ValueError:
        return False


def standing_rows(rows: list[Label]) -> list[Label]:
    """Leave out what was undone: an undo takes back its person's latest answer on that image."""
    standing: list[Label | None] = []
    places: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        own = places.setdefault((row.image, row.person), [])
        if row.label != UNDO:
            own.append(len(standing))
            standing.append(row)
        elif own:
            standing[own.pop()] = None
    return [row for row in standing if row is not None]


def person_cell(person: str) -> str:
    """Return a person's name as it is stored: one short line that no spreadsheet runs.

    >>> person_cell(" =Ann  B ")
    "'=Ann B"
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in person).split())
    return safe_cell(line[:MAX_PERSON]) or "somebody"
