"""Read and write an experiment's manifest: which images, their labels, scenes and folds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

COLUMNS = ["image", "label", "scene", "fold"]
TEXT_COLUMNS = {"image": str, "scene": str, "photo": str, "role": str, "pano_id": str}
ALL, EXTRA = "all", "extra"


def manifest_path(experiment: str) -> Path:
    """Return data/<experiment>/manifest.csv."""
    return data_folder(experiment) / "manifest.csv"


def list_manifests() -> list[str]:
    """Return the names of the experiments that have a manifest."""
    paths = data_folder().glob("*/manifest.csv")
    return sorted(path.parent.name for path in paths if not path.parent.name.startswith("."))


def write_manifest(experiment: str, manifest: pd.DataFrame) -> None:
    """Check a manifest and store it; the four columns come first, source columns follow."""
    path = manifest_path(experiment)
    check_manifest(manifest, path)
    first = COLUMNS + [name for name in manifest.columns if name not in COLUMNS]
    with atomic_write(path) as file:
        manifest[first].to_csv(file, index=False)


def load_manifest(experiment: str) -> pd.DataFrame:
    """Read the manifest, one row an image.

    Columns: image (str), label (int8; 1 = graffiti), scene (str), fold (int8, from 0), role
    (``all``, or ``extra``: only ``more_graffiti`` trains on it) and those of the source: photo, x,
    y, size (pixels) or seed. Raises RaresightError naming file and remedy.
    """
    path = manifest_path(experiment)
    if not path.is_file():
        raise RaresightError(
            f"{path} is missing; expected the columns {', '.join(COLUMNS)}. Make one with "
            f"`python -m core import FOLDER --experiment {experiment}`."
        )
    try:
        manifest = pd.read_csv(path, dtype=TEXT_COLUMNS)
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"{path} cannot be read as CSV: {error}. Import the images again."
        ) from error
    check_manifest(manifest, path)
    if "role" not in manifest:
        manifest["role"] = ALL
    return manifest.astype({"label": np.int8, "fold": np.int8})


def check_manifest(manifest: pd.DataFrame, path: Path) -> None:
    """Raise RaresightError where columns, labels, names, folds or scenes are not what they must."""
    remedy = "Import the images again, or mend the file."
    missing = [name for name in COLUMNS if name not in manifest.columns]
    if missing:
        raise RaresightError(
            f"{path} has the columns {list(map(str, manifest.columns))}; {missing} is missing. "
            + remedy
        )
    if manifest.empty:
        raise RaresightError(f"{path} has no rows; expected one an image. {remedy}")
    bad = manifest["label"][~manifest["label"].isin([0, 1])]
    if len(bad):
        raise RaresightError(
            f"{path}: label holds {bad.iloc[0]!r}; expected 0 or 1 (1 = graffiti). {remedy}"
        )
    doubles = manifest["image"][manifest["image"].duplicated()]
    if len(doubles):
        raise RaresightError(
            f"{path}: the image {doubles.iloc[0]!r} stands there more than once. {remedy}"
        )
    folds = manifest["fold"]
    if not pd.api.types.is_integer_dtype(folds) or folds.min() < 0 or folds.max() > 100:
        raise RaresightError(
            f"{path}: fold must hold whole numbers from 0 to 100; got for example "
            f"{folds.iloc[0]!r}. {remedy}"
        )
    leaking = manifest.groupby("scene")["fold"].nunique()
    if (leaking > 1).any():
        raise RaresightError(
            f"{path}: the scene {leaking.idxmax()!r} lies in {leaking.max()} folds; expected one. "
            "Validation would see pictures of a place it was trained on. " + remedy
        )


def data_fingerprint(manifest: pd.DataFrame) -> str:
    """Hash images, labels, folds and roles, whatever the order of rows; 64 hexadecimal digits."""
    rows = manifest.sort_values("image")[["image", "label", "scene", "fold", "role"]]
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()
