"""What walls are made of: brick, plaster, concrete slabs, boards, tiles."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.noise import noise, tint

MATERIALS = ("brick", "brick", "plaster", "plaster", "concrete", "boards", "tiles")
_UNIT_M = {"brick": (0.24, 0.085), "boards": (0.16, 40.0), "tiles": (0.4, 0.3)}


def material(
    rng: np.random.Generator, kind: str, shape_px: tuple[int, int], ppm: float, colour: np.ndarray
) -> np.ndarray:
    """Make a bare wall, (h, w, 3) uint8; ``shape_px`` is (h, w), ``colour`` RGB (3,)."""
    h, w = shape_px
    grain = noise(rng, h, w, "stain" if rng.random() < 0.6 else "cloud")
    wall = tint(grain, colour, rng.uniform(0.1, 0.3))
    if kind == "concrete":
        _slabs(rng, wall, ppm)
    elif kind in _UNIT_M:
        _units(rng, wall, ppm, *_UNIT_M[kind])
    return wall


def _units(
    rng: np.random.Generator, wall: np.ndarray, ppm: float, unit_w_m: float, unit_h_m: float
) -> None:
    """Vary brightness from unit to unit and darken or lighten the joints, in place.

    Works on (rows of units) x (columns): joints thinner than a pixel just fade.
    """
    h, w = wall.shape[:2]
    unit_h, unit_w = max(2.0, unit_h_m * ppm), max(2.0, unit_w_m * ppm)
    row = (np.arange(h) / unit_h).astype(int)
    tone = rng.normal(1, 0.09, (row[-1] + 1, int(w / unit_w) + 3))
    offset = (np.arange(row[-1] + 1) % 2) * 0.5
    column = np.arange(w)[None] / unit_w + offset[:, None]
    gain = np.take_along_axis(tone, column.astype(int), axis=1)
    joint = rng.choice([0.8, 1.18])
    gain = np.where(column % 1 < min(0.5, 1 / unit_w), joint, gain)
    full = (gain * 128).astype(np.uint8)[row]
    full[np.arange(h) / unit_h % 1 < min(0.34, 1 / unit_h)] = round(joint * 128)
    cv2.multiply(wall, cv2.merge([full] * 3), dst=wall, scale=1 / 128)


def _slabs(rng: np.random.Generator, wall: np.ndarray, ppm: float) -> None:
    """Cut concrete into slabs by dark joints, in place."""
    step_x, step_y = (rng.uniform(1.2, 3.0, 2) * ppm).round().astype(int).tolist()
    wall[::step_y] = wall[::step_y] // 4 * 3
    wall[:, ::step_x] = wall[:, ::step_x] // 4 * 3
