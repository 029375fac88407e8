"""The table that ``score`` writes: row by row, in bounded memory."""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import RaresightError
from core.inference.csv_cells import safe_cell
from core.runs.atomic import atomic_write

SUFFIXES = (".csv", ".parquet")
ROWS_A_GROUP = 20_000
SCHEMA = pa.schema(
    [
        ("path", pa.string()),
        ("strategy", pa.string()),
        ("score", pa.float32()),
        ("threshold", pa.float64()),
        ("verdict", pa.string()),
        ("tile", pa.string()),
        ("error", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One file and strategy; or one file that could not be read, with only path and error.

    tile: "x y size" of the highest-scored tile in pixels of the upright file; "" for the whole.
    """

    path: str
    strategy: str = ""
    score: float | None = None
    threshold: float | None = None
    verdict: str = ""
    tile: str = ""
    error: str = ""


class Writer(ABC):
    """Takes rows as they come."""

    @abstractmethod
    def write(self, rows: Sequence[ScoreRow]) -> None:
        """Add rows."""

    @abstractmethod
    def close(self) -> None:
        """Write what is still held back; the file itself stays open."""


@contextmanager
def open_table(path: Path) -> Iterator[Writer]:
    """Yield a writer of ``path``, which replaces the file there when the block ends well."""
    check_suffix(path)
    with atomic_write(path) as file:
        writer = _CsvWriter(file) if path.suffix.lower() == ".csv" else _ParquetWriter(file)
        try:
            yield writer
        finally:
            writer.close()


def check_suffix(path: Path) -> None:
    """Raise RaresightError unless the name says CSV or Parquet."""
    if path.suffix.lower() not in SUFFIXES:
        raise RaresightError(
            f"{path} ends in {path.suffix or 'nothing'!r}; expected .csv or .parquet. Rename it."
        )


class _CsvWriter(Writer):
    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._csv = csv.writer(self._text)
        self._csv.writerow([field.name for field in fields(ScoreRow)])

    def write(self, rows: Sequence[ScoreRow]) -> None:
        for row in rows:
            self._csv.writerow([safe_cell(v) if isinstance(v, str) else v for v in astuple(row)])

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


class _ParquetWriter(Writer):
    def __init__(self, file: BinaryIO) -> None:
        self._parquet = pq.ParquetWriter(file, SCHEMA)
        self._rows: list[ScoreRow] = []

    def write(self, rows: Sequence[ScoreRow]) -> None:
        self._rows += rows
        if len(self._rows) >= ROWS_A_GROUP:
            self._write_group()

    def close(self) -> None:
        if self._rows:
            self._write_group()
        self._parquet.close()

    def _write_group(self) -> None:
        columns = zip(*map(astuple, self._rows), strict=True)
        arrays = [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)]
        self._parquet.write_table(pa.table(arrays, schema=SCHEMA))
        self._rows = []
