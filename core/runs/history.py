"""Read and write a run's epochs.csv: one row an epoch, appended as each ends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from core.errors import RaresightError
from core.runs.atomic import atomic_write

MEASURES = ("f1", "loss", "precision", "recall", "accuracy")
MOST_EPOCHS = 1_000_000_000  # a larger number is none of an epoch
NUMBERS = (*MEASURES, *(f"val_{name}" for name in MEASURES), "seconds")


def append_epoch(folder: Path, row: dict[str, float]) -> None:
    """Add one epoch (``row`` holds ``epoch``, from 1, and its measures) to epochs.csv.

    An epoch that is there already, left by a run that was killed between this
    write and its checkpoint, is replaced, and so is whatever followed it.
    """
    path = folder / "epochs.csv"
    rows = load_epochs(folder).to_dict("records") if path.is_file() else []
    rows = [r for r in rows if r["epoch"] < row["epoch"]]
    with atomic_write(path) as file:
        pd.DataFrame([*rows, row]).to_csv(file, index=False)


def load_epochs(folder: Path) -> pd.DataFrame:
    """Read epochs.csv; raise RaresightError if it is missing or unreadable."""
    path = folder / "epochs.csv"
    if not path.is_file():
        raise RaresightError(f"{path} is missing; expected one row an epoch. Train the run again.")
    try:
        frame = pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"{path} cannot be read as CSV: {error}. Train the run again, or remove the file."
        ) from error
    if "epoch" not in frame.columns:
        raise RaresightError(
            f"{path} has the columns {list(frame.columns)}; expected one called epoch. "
            "Train the run again, or remove the file."
        )
    return frame


def load_measures(folder: Path) -> pd.DataFrame:
    """Read epochs.csv as numbers: epoch (int) and NUMBERS (float); what is no number is nan.

    One row an epoch, rising. Raises RaresightError where no row has an epoch.
    """
    given = load_epochs(folder)
    columns = {name: given.get(name, np.nan) for name in ("epoch", *NUMBERS)}
    frame = pd.DataFrame(columns, index=given.index).apply(pd.to_numeric, errors="coerce")
    frame = frame.astype(float).replace([np.inf, -np.inf], np.nan)
    frame = frame[frame["epoch"].between(0, MOST_EPOCHS)].astype({"epoch": int})
    frame = frame.drop_duplicates("epoch", keep="last")
    if frame.empty:
        raise RaresightError(
            f"{folder / 'epochs.csv'} has no row with a number in the column epoch; expected one "
            "row an epoch. Train the run again, or remove the file."
        )
    return frame.sort_values("epoch", ignore_index=True)
