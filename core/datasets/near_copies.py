"""Which images of an experiment look alike, and whether two of them lie in different folds."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from core.datasets.images import load_images
from core.datasets.manifest import data_fingerprint
from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

HASHED_PX = 96
CHUNK = 512  # images a write: what an interrupted look loses at most
Report = Callable[[int, int], None]


def image_hashes(
    experiment: str, manifest: pd.DataFrame, report: Report = lambda done, n: None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the perceptual hash of every image, (n,) uint64, and whether it could be read.

    Kept in data/<experiment>/cache/ as it goes, so that a look that was interrupted goes on.
    Raises RaresightError where none of many images can be read.
    """
    path = _hashes_path(experiment, manifest)
    hashes, readable = _load(path)
    report(hashes.size, len(manifest))
    while hashes.size < len(manifest):
        rows = manifest.iloc[hashes.size : hashes.size + CHUNK]
        new_hashes, new_readable = _hash_rows(experiment, rows)
        hashes = np.concatenate([hashes, new_hashes])
        readable = np.concatenate([readable, new_readable])
        _save(path, hashes, readable)
        report(hashes.size, len(manifest))
    return hashes, readable


def near_copies(manifest: pd.DataFrame, hashes: np.ndarray, readable: np.ndarray) -> pd.DataFrame:
    """Return the pairs that look alike, those across folds first, then the most alike.

    Columns first, second (rows of the manifest), bits (of 64 that differ), across_folds.
    """
    from core.datasets.duplicates import near_pairs

    known = np.flatnonzero(readable)
    first, second = known[near_pairs(hashes[known])].T
    folds = manifest["fold"].to_numpy()
    pairs = pd.DataFrame(
        {
            "first": first,
            "second": second,
            "bits": np.bitwise_count(hashes[first] ^ hashes[second]).astype(int),
            "across_folds": folds[first] != folds[second],
        }
    )
    return pairs.sort_values(["across_folds", "bits"], ascending=[False, True], ignore_index=True)


def _hash_rows(experiment: str, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    from core.datasets.duplicates import perceptual_hash

    images = _readable_images(experiment, rows)
    hashes = [np.uint64(0) if image is None else perceptual_hash(image) for image in images]
    return np.array(hashes, np.uint64), np.array([image is not None for image in images])


def _readable_images(experiment: str, rows: pd.DataFrame) -> list[np.ndarray | None]:
    try:
        return list(load_images(experiment, rows, HASHED_PX))
    except RaresightError as error:
        images = [_one_image(experiment, rows.iloc[[i]]) for i in range(len(rows))]
        if all(image is None for image in images):
            raise error
        return images


def _one_image(experiment: str, row: pd.DataFrame) -> np.ndarray | None:
    try:
        return load_images(experiment, row, HASHED_PX)[0]
    except RaresightError:
        return None


def _hashes_path(experiment: str, manifest: pd.DataFrame) -> Path:
    name = f"hashes-{data_fingerprint(manifest)[:12]}.npz"
    return data_folder(experiment) / "cache" / name


def _load(path: Path) -> tuple[np.ndarray, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return stored["hashes"].astype(np.uint64), stored["readable"].astype(bool)
    except (OSError, ValueError, KeyError):  # not there yet, or no such file
        return np.empty(0, np.uint64), np.empty(0, bool)


def _save(path: Path, hashes: np.ndarray, readable: np.ndarray) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, hashes=hashes, readable=readable)
    with atomic_write(path) as file:
        file.write(buffer.getvalue())
