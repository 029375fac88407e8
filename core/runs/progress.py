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

    @property
    def epochs_done(self) -> float:
        """Epochs done, with the part of this one: 0 to ``epochs``."""
        return self.epoch + self.step / self.steps

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
        given = json.loads((folder / "progress.json").read_text())
        progress = Progress(**{name: _number(value) for name, value in given.items()})
    except (OSError, ValueError, TypeError, AttributeError):  # gone between two looks, or foreign
        return None
    sane = 0 <= progress.epochs_done <= progress.epochs if progress.steps > 0 else False
    return progress if sane else None


def remove_progress(folder: Path) -> None:
    """Take the file away when the run ended."""
    (folder / "progress.json").unlink(missing_ok=True)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return value
