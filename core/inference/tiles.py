"""Scan a photo in overlapping tiles, as the models that saw tiles were trained."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

import numpy as np

from core.datasets.images import resize
from core.datasets.manifest import load_manifest, manifest_path

SLACK = 0.1  # of a step: a third of 1,600 px is no whole number, and needs no sixth tile for that


def tile_share(experiment: str) -> float | None:
    """Return a tile's side as a share of the photo's width; None where images are whole.

    Read off the experiment's manifest: street-photos has tiles of a third.
    """
    path = manifest_path(experiment)
    if not path.is_file():
        return None
    return _tile_share(experiment, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _tile_share(experiment: str, modified_ns: int) -> float | None:
    manifest = load_manifest(experiment)
    if not {"photo", "x", "size"} <= set(manifest.columns):
        return None
    return float(manifest["size"].median() / (manifest["x"] + manifest["size"]).max())


def plan_tiles(width_px: int, height_px: int, share: float) -> np.ndarray:
    """Lay square tiles on a photo, (n, 3) int32: x, y, side in pixels, row by row.

    The side is ``share`` of the width (the height, where that is less), the step half a side or a
    little less; the outer tiles lie flush with the edges, so every pixel is seen.
    """
    side = max(1, min(round(width_px * share), width_px, height_px))
    xs, ys = _positions(width_px, side), _positions(height_px, side)
    return np.array([(x, y, side) for y in ys for x in xs], dtype=np.int32)


def cut_tiles(pixels: np.ndarray, tiles: np.ndarray, size_px: int) -> np.ndarray:
    """Cut tiles (n, 3) from a picture (h, w, 3), as (n, size_px, size_px, 3) uint8."""
    out = np.empty((len(tiles), size_px, size_px, 3), np.uint8)
    for i, (x, y, side) in enumerate(tiles.tolist()):
        out[i] = resize(pixels[y : y + side, x : x + side], size_px)
    return out


def heat_cells(tiles: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Spread the scores (n,) of tiles (n, 3) over the photo.

    Returns the cells' edges along x (n_x + 1,) and y (n_y + 1,) in pixels, and (n_y, n_x) float64:
    the mean score of the tiles that cover a cell.
    """
    x, y, side = tiles.T.astype(int)
    xs = np.unique(np.concatenate([x, x + side]))
    ys = np.unique(np.concatenate([y, y + side]))
    total = np.zeros((ys.size - 1, xs.size - 1))
    n_tiles = np.zeros_like(total)
    for x0, y0, s, score in zip(x, y, side, scores, strict=True):
        rows = slice(*np.searchsorted(ys, (y0, y0 + s)))
        columns = slice(*np.searchsorted(xs, (x0, x0 + s)))
        total[rows, columns] += score
        n_tiles[rows, columns] += 1
    return xs, ys, total / np.maximum(n_tiles, 1)


def _positions(length: int, side: int) -> list[int]:
    """Spread tiles of a side evenly over a length, about half a side apart, from edge to edge."""
    halves = (length - side) / (side / 2)
    n_steps = max(ceil(halves - SLACK), int(length > side))
    return np.linspace(0, length - side, n_steps + 1).round().astype(int).tolist()
