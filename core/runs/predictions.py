"""Read, check and write one run's validation predictions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from core.errors import RaresightError
from core.runs.atomic import atomic_write

COLUMNS = ["image", "y_true", "y_score"]
REMEDY = "Write the file again, or move the folder out of history/."


def write_predictions(folder: Path, predictions: pd.DataFrame) -> None:
    """Check ``predictions`` (columns image, y_true, y_score) and store them as Parquet.

    A score's precision is kept as given: float32 stays float32.
    """
    path = folder / "validation.parquet"
    checked = check_predictions(predictions, path)
    with atomic_write(path) as file:
        checked.to_parquet(file, index=False)


def predictions_path(folder: Path) -> Path:
    """Return the Parquet file, or the CSV where only that is there."""
    parquet, csv = folder / "validation.parquet", folder / "validation.csv"
    return csv if csv.is_file() and not parquet.is_file() else parquet


def load_predictions_file(folder: Path) -> pd.DataFrame:
    """Read and check the predictions of one run: image (str), y_true (int8), y_score (float).

    Raises RaresightError naming the file, what came, what was expected, what to do.
    """
    path = predictions_path(folder)
    if not path.is_file():
        raise RaresightError(
            f"{path} is missing; expected a file with the columns {', '.join(COLUMNS)}. "
            "Train the run again, or put validation.parquet or validation.csv there."
        )
    try:
        if path.suffix == ".csv":
            frame = pd.read_csv(path, dtype={"image": str})
        else:
            frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:  # pyarrow's errors and pandas' are ValueErrors
        raise RaresightError(
            f"{path} cannot be read as {path.suffix[1:]}: {str(error).splitlines()[0]} "
            f"({path.stat().st_size} bytes came; it may be empty or cut off). {REMEDY}"
        ) from error
    return check_predictions(frame, path)


def check_predictions(frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the three columns in the stored types; raise RaresightError if any is bad."""
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise RaresightError(
            f"{path} has the columns {list(map(str, frame.columns))}; expected {COLUMNS}, "
            f"so {missing} is missing. Rename the columns. A score is P(graffiti)."
        )
    if frame.empty:
        raise RaresightError(f"{path} has no rows; expected one row an image. {REMEDY}")
    images = _checked_images(frame["image"], path)
    labels = _checked_labels(frame["y_true"], path)
    scores = _checked_scores(frame["y_score"], path)
    return pd.DataFrame({"image": images, "y_true": labels, "y_score": scores})


def _checked_images(images: pd.Series, path: Path) -> np.ndarray:
    bad = [i for i in images if not isinstance(i, str) or not i]
    if bad:
        raise RaresightError(
            f"{path}: image holds {bad[0]!r}; expected a non-empty name (text) in each row. "
            f"{len(bad)} rows are so. {REMEDY}"
        )
    doubles = images[images.duplicated()]
    if len(doubles):
        raise RaresightError(
            f"{path}: the image {doubles.iloc[0]!r} stands there more than once "
            f"({len(doubles)} rows too many); expected every image once. Remove the repeats."
        )
    return images.to_numpy(dtype=object)


def _checked_labels(labels: pd.Series, path: Path) -> np.ndarray:
    bad = labels[~labels.isin([0, 1])]
    if len(bad) or not (
        pd.api.types.is_integer_dtype(labels) or pd.api.types.is_bool_dtype(labels)
    ):
        came = bad.iloc[0] if len(bad) else labels.dtype
        raise RaresightError(
            f"{path}: y_true holds {came!r}; expected the integers 0 and 1 (1 = graffiti). {REMEDY}"
        )
    return labels.to_numpy(dtype=np.int8)


def _checked_scores(scores: pd.Series, path: Path) -> np.ndarray:
    if not pd.api.types.is_float_dtype(scores) and not pd.api.types.is_integer_dtype(scores):
        raise RaresightError(
            f"{path}: y_score is of type {scores.dtype}; expected float32 or float64. {REMEDY}"
        )
    values = scores.to_numpy()
    if values.dtype not in (np.float32, np.float64):
        values = values.astype(np.float64)
    bad = values[~((values >= 0) & (values <= 1))]  # also true of nan
    if bad.size:
        raise RaresightError(
            f"{path}: y_score holds {bad[0]} and {bad.size - 1} more like it; expected "
            "probabilities in [0, 1]. If they are logits, apply a sigmoid first."
        )
    return values
