"""Two folders of images become an experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from core.datasets.duplicates import merge_scenes, near_pairs, perceptual_hash
from core.datasets.folds import N_FOLDS, assign_folds
from core.datasets.images import read_image
from core.datasets.manifest import write_manifest
from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the manifest written, the files left out and why, near-copies tied."""

    manifest: pd.DataFrame
    skipped: list[str]
    n_near_pairs: int


def import_folder(
    folder: Path, experiment: str, positive: str = "graffiti", *, report: Report | None = None
) -> Imported:
    """Copy two class folders into data/<experiment>/images/ and write the manifest.

    ``positive`` names the folder whose images are 1. A ``scenes.csv`` (image, scene) beside the
    class folders groups images of one place; near-copies are grouped in any case. A copy that is
    there already is kept, so an import that was stopped goes on where it was.
    """
    classes = _class_folders(folder, positive)
    files = [p for name in classes for p in _picture_files(folder / name)]
    hashes, kept, skipped = [], [], []
    for i, path in enumerate(files):
        try:
            hashes.append(perceptual_hash(read_image(path)))
            _copy(path, data_folder(experiment) / "images" / path.relative_to(folder))
            kept.append(path.relative_to(folder).as_posix())
        except RaresightError as error:
            if "could not be written" in str(error):
                raise
            skipped.append(str(error))
        (report or (lambda done, n: None))(i + 1, len(files))
    labels = np.array([name.startswith(f"{positive}/") for name in kept], dtype=np.int8)
    _check_both(labels, folder, positive)
    pairs = near_pairs(np.array(hashes, dtype=np.uint64))
    scenes = merge_scenes(_known_scenes(folder, kept), pairs)
    manifest = pd.DataFrame({"image": kept, "label": labels, "scene": scenes})
    manifest["fold"] = assign_folds(labels, scenes)
    write_manifest(experiment, manifest)
    return Imported(manifest, skipped, len(pairs))


def _class_folders(folder: Path, positive: str) -> list[str]:
    if not folder.is_dir():
        raise RaresightError(f"{folder} is not a folder. Give one that holds two class folders.")
    names = sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    if len(names) != 2 or positive not in names:
        raise RaresightError(
            f"{folder} holds the folders {names}; expected two, one of them {positive!r}. "
            "Say with --positive which one holds the rare class."
        )
    return names


def _picture_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())


def _copy(source: Path, target: Path) -> None:
    if not target.is_file():
        data = source.read_bytes()
        with atomic_write(target) as file:
            file.write(data)


def _check_both(labels: np.ndarray, folder: Path, positive: str) -> None:
    n_positive, n_negative = int(labels.sum()), int((labels == 0).sum())
    if min(n_positive, n_negative) < N_FOLDS:
        raise RaresightError(
            f"{folder} has {n_positive} readable images of {positive!r} and {n_negative} of the "
            f"other class; expected at least {N_FOLDS} of each, one a fold. Add images."
        )


def _known_scenes(folder: Path, kept: list[str]) -> np.ndarray:
    """Return each image's scene from scenes.csv, or its own name where none is known."""
    path = folder / "scenes.csv"
    if not path.is_file():
        return np.array(kept, dtype=object)
    table = pd.read_csv(path, dtype=str)
    if not {"image", "scene"} <= set(table.columns):
        raise RaresightError(
            f"{path} has the columns {list(table.columns)}; expected image and scene. Rename them."
        )
    known = dict(zip(table["image"], table["scene"], strict=True))
    return np.array([known.get(name, name) for name in kept], dtype=object)
