"""All images of an experiment at one size, decoded once and kept in one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from core.datasets.images import load_images
from core.datasets.manifest import load_manifest
from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

CHUNK = 256  # images a task: what a killed build loses at most
Report = Callable[[int, int], None]


def cached_images(
    experiment: str, size_px: int, *, report: Report | None = None, workers: int = 2
) -> tuple[np.ndarray, pd.DataFrame]:
    """Return all images, (n, size_px, size_px, 3) uint8 read-only, and their manifest.

    The file is made where it is not there yet, by ``workers`` processes, and a build that was
    stopped goes on where it was. ``report(done, all)`` is called on the way.
    """
    manifest = load_manifest(experiment)
    path = _cache_path(experiment, manifest, size_px)
    with _one_builder(path):
        if path.is_file():
            return np.load(path, mmap_mode="r"), manifest
        _build(experiment, manifest, size_px, path, report or (lambda done, n: None), workers)
    return np.load(path, mmap_mode="r"), manifest


def _cache_path(experiment: str, manifest: pd.DataFrame, size_px: int) -> Path:
    """Name the file by what its pictures follow from, so that a changed manifest makes another."""
    source = [
        name for name in ("image", "label", "seed", "photo", "x", "y", "size") if name in manifest
    ]
    digest = hashlib.sha256(manifest[source].to_csv(index=False).encode()).hexdigest()[:12]
    return data_folder(experiment) / "cache" / f"images-{size_px}px-{digest}.npy"


@contextmanager
def _one_builder(path: Path) -> Iterator[None]:
    """Let one process build while others wait; a killed one lets go of the lock by dying."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(
    experiment: str, manifest: pd.DataFrame, size_px: int, path: Path, report: Report, workers: int
) -> None:
    part, state = path.with_suffix(".part"), path.with_suffix(".json")
    shape = (len(manifest), size_px, size_px, 3)
    done = json.loads(state.read_text())["done"] if part.is_file() and state.is_file() else 0
    try:
        images = np.lib.format.open_memmap(part, "r+" if done else "w+", np.uint8, shape=shape)
        starts = range(done, len(manifest), CHUNK)
        tasks = (
            delayed(load_images)(experiment, manifest.iloc[i : i + CHUNK], size_px) for i in starts
        )
        # Processes of this machine also where a Dask cluster trains: pieces sent to its workers
        # would wait for those that wait for this file. One piece needs no second process.
        n_jobs = min(workers, max(1, len(starts)))
        results = Parallel(n_jobs, return_as="generator", backend="loky")(tasks)
        for start, chunk in zip(starts, results, strict=True):
            images[start : start + len(chunk)] = chunk
            images.flush()
            with atomic_write(state) as file:
                file.write(json.dumps({"done": start + len(chunk)}).encode())
            report(start + len(chunk), len(manifest))
    except OSError as error:
        raise RaresightError(
            f"{part} could not be written: {error.strerror or error}. It needs "
            f"{np.prod(shape) / 1e9:.1f} GB; free some space and run the command again."
        ) from error
    del images
    part.replace(path)
    state.unlink(missing_ok=True)
