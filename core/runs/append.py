"""Add a row to a CSV file that several visitors and processes write at once."""

from __future__ import annotations

import csv
import errno
import io
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_APPENDING = threading.Lock()


def append_row(path: Path, columns: Sequence[str], row: Sequence[object]) -> None:
    """Write ``row`` in one call, on a line of its own, or not at all; on the disk on return.

    columns: the header of a new file. Whoever else writes, here or in another process, each line
    stays whole. Raises OSError where the disk refuses; what was there before is then unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _APPENDING, path.open("a+b", buffering=0) as file:
        _lock(file)
        _append(file, columns, row)


def _append(file: IO[bytes], columns: Sequence[str], row: Sequence[object]) -> None:
    size = file.seek(0, os.SEEK_END)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not size:
        writer.writerow(columns)
    elif file.seek(size - 1) and file.read(1) != b"\n":
        text.write("\n")  # the line before was cut off, or an editor left its end out
    writer.writerow(row)
    data = text.getvalue().encode()
    if file.write(data) < len(data):
        file.truncate(size)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file.fileno())


def _lock(file: IO[bytes]) -> None:
    """Keep other processes out until the file is closed; Windows has no such lock."""
    if os.name != "nt":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
