"""What users say about a verdict: one line each in data/feedback.csv."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from core.errors import RaresightError
from core.home import data_folder
from core.inference.csv_cells import safe_cell
from core.runs.append import append_row
from core.runs.atomic import atomic_write

COLUMNS = (
    "at", "sha256", "experiment", "strategy", "way", "score", "threshold", "verdict", "label",
    "picture",
)  # fmt: skip


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
    cells = [safe_cell(v) if isinstance(v, str) else v for v in map(row.get, COLUMNS)]
    path = feedback_path()
    try:
        append_row(path, COLUMNS, cells)
    except OSError as error:
        raise RaresightError(
            f"{path} could not be written: {error.strerror}. Your answer is not kept; tell whoever "
            "runs this server."
        ) from error


def _keep(sha256: str, picture: np.ndarray) -> str:
    """Store the pixels anew: what else the uploaded file held is not kept."""
    name = f"{sha256}.png"
    _, png = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    with atomic_write(data_folder() / "feedback" / name) as file:
        file.write(png.tobytes())
    return f"feedback/{name}"
