"""How far a run is, while it trains: written by training, read by the Training page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from core.runs.atomic import atomic_write

STALE_AFTER_S = 60.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Epochs done of all, batches done of this epoch's; times in seconds since 1970."""

    epoch: int
    epochs: int
    step: int
    steps: int
    started_at: float
    updated_at: float

    def is_stale(self, now: float) -> bool:
        """Tell whether nothing was written for a minute: the run was stopped or killed."""
        return now - self.updated_at > STALE_AFTER_S


def write_progress(folder: Path, progress: Progress) -> None:
    """Replace the run's progress.json."""
    with atomic_write(folder / "progress.json") as file:
        file.write(json.dumps(asdict(progress)).encode())


def load_progress(folder: Path) -> Progress | None:
    """Read the progress of a run; None where it is not training or the file is no progress."""
    try:
        return Progress(**json.loads((folder / "progress.json").read_text()))
    except (OSError, ValueError, TypeError):  # gone between two looks, or written by others
        return None


def remove_progress(folder: Path) -> None:
    """Take the file away when the run ended."""
    (folder / "progress.json").unlink(missing_ok=True)
