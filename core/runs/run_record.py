"""Read and write run.json: what was run, on which data, with which result."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from core.errors import RaresightError
from core.runs.atomic import atomic_write


def write_run_json(folder: Path, record: dict[str, Any]) -> None:
    """Store ``record`` as run.json; it is the last file of a run to be written."""
    text = json.dumps(record, indent=2, sort_keys=True, allow_nan=False) + "\n"
    with atomic_write(folder / "run.json") as file:
        file.write(text.encode())


def load_run_json(folder: Path) -> dict[str, Any]:
    """Read run.json; raise RaresightError if it is missing, broken or no object."""
    path = folder / "run.json"
    if not path.is_file():
        raise RaresightError(f"{path} is missing; expected the run's record. Train the run again.")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"{path} is not readable JSON: {error}. Train the run again, or remove the file."
        ) from error
    if not isinstance(record, dict):
        raise RaresightError(
            f"{path} holds a {type(record).__name__}; expected a JSON object. Train the run again."
        )
    return record


def is_finished(folder: Path) -> bool:
    """Tell whether the run ended: its predictions and its record are both there."""
    return (folder / "run.json").is_file() and (folder / "validation.parquet").is_file()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
