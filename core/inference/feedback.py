"""What users say about a verdict: one line each in data/feedback.csv."""

from __future__ import annotations

import csv
import io
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from core.errors import RaresightError
from core.home import data_folder
from core.inference.csv_cells import safe_cell
from core.runs.atomic import atomic_write

COLUMNS = (
    "at", "sha256", "experiment", "strategy", "way", "score", "threshold", "verdict", "label",
    "picture",
)  # fmt: skip
_APPENDING = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One answer. sha256: of the uploaded file. label: what the user sees, 1 = graffiti."""

    sha256: str
    experiment: str
    strategy: str
    way: str
    score: float
    threshold: float
    verdict: str
    label: int


def feedback_path() -> Path:
    """Return data/feedback.csv."""
    return data_folder() / "feedback.csv"


def append_feedback(feedback: Feedback, picture: np.ndarray | None = None) -> None:
    """Add a line to data/feedback.csv.

    picture: (h, w, 3) uint8 RGB, given only where the user wants it kept; it goes, without the
    file's name, place and time, to data/feedback/<sha256>.png. Raises RaresightError where the
    disk refuses.
    """
    kept = "" if picture is None else _keep(feedback.sha256, picture)
    values = {name: getattr(feedback, name) for name in COLUMNS if hasattr(feedback, name)}
    row = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **values, "picture": kept}
    path = feedback_path()
    try:
        with _APPENDING:
            path.parent.mkdir(parents=True, exist_ok=True)
            _append(path, row)
    except OSError as error:
        raise RaresightError(
            f"{path} could not be written: {error.strerror}. Your answer is not kept; tell whoever "
            "runs this server."
        ) from error


def _append(path: Path, row: dict[str, object]) -> None:
    """Write one line in one call, so that another process cannot write into the middle of it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if not path.exists() or path.stat().st_size == 0:
        writer.writeheader()
    writer.writerow({k: safe_cell(v) if isinstance(v, str) else v for k, v in row.items()})
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, text.getvalue().encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep(sha256: str, picture: np.ndarray) -> str:
    """Store the pixels anew: what else the uploaded file held is not kept."""
    name = f"{sha256}.png"
    _, png = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    with atomic_write(data_folder() / "feedback" / name) as file:
        file.write(png.tobytes())
    return f"feedback/{name}"
