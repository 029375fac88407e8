"""What time does to walls in either class: dirt, cracks, ivy, patches, pipes, cables."""

from __future__ import annotations

import numpy as np

from core.datasets.scenes.noise import noise
from core.datasets.scenes.palette import WALLS, pick
from core.datasets.scenes.sheet import Rect, Sheet

_IVY = np.array([(50, 90, 40), (70, 110, 50), (90, 70, 40), (120, 60, 40)], np.float32)


def weather(rng: np.random.Generator, sheet: Sheet) -> None:
    """Dirty the foot of the wall and let some of patches, cracks, ivy and pipes happen."""
    sheet.shade(Rect(0, 0, sheet.width_m, rng.uniform(0.1, 0.5)), rng.uniform(0.65, 0.95))
    for chance, draw in ((0.35, _patch), (0.3, _crack), (0.22, _ivy), (0.4, _pipe), (0.3, _cable)):
        while rng.random() < chance:
            draw(rng, sheet)


def _patch(rng: np.random.Generator, sheet: Sheet) -> None:
    """Paint over something with nearly, not quite, the wall's colour."""
    x, y = rng.uniform(0, sheet.width_m), rng.uniform(0, 2)
    r = Rect(x, y, x + rng.uniform(0.5, 2.5), y + rng.uniform(0.4, 1.4))
    rows, columns = sheet.box(r)
    if sheet.image[rows, columns].size:
        colour = sheet.image[rows, columns].reshape(-1, 3)[::7].mean(0) * rng.uniform(0.8, 1.2)
        mask = np.where(noise(rng, 40, 60, "stain") > 70, 255, 0).astype(np.uint8)
        sheet.blend(r, np.clip(colour, 0, 250), mask, rng.uniform(0.5, 1.0))


def _crack(rng: np.random.Generator, sheet: Sheet) -> None:
    """Let a dark line wander down the wall."""
    steps = np.stack([rng.normal(0, 0.12, 14), -rng.uniform(0, 0.3, 14)], 1).cumsum(0)
    start = rng.uniform((0, 1), (sheet.width_m, sheet.height_m))
    sheet.line(start + steps, np.array([60, 55, 50], np.float32), 0.02)


def _ivy(rng: np.random.Generator, sheet: Sheet) -> None:
    """Grow leaves in a ragged cloud, wider at the top or at the foot."""
    width, height = rng.uniform(0.6, 3), rng.uniform(0.8, 4)
    x = rng.uniform(-0.5, sheet.width_m)
    shade = noise(rng, 96, 96, "stain").astype(np.float32)
    i, j = np.mgrid[-1:1:96j, -1:1:96j]
    mask = np.where(shade - 90 * (i**2 + j**2) > 70, 255, 0).astype(np.uint8)
    leaves = np.clip(pick(rng, _IVY) * (shade[..., None] / 128) ** 2, 0, 255).astype(np.uint8)
    r = Rect(max(x, 0), 0, min(x + width, sheet.width_m), min(height, sheet.height_m))
    sheet.blend(r, leaves, mask)


def _pipe(rng: np.random.Generator, sheet: Sheet) -> None:
    """Run a rain pipe from the roof to the ground."""
    x = rng.uniform(0, sheet.width_m)
    pipe = Rect(x, 0, x + 0.1, sheet.height_m)
    sheet.fill(pipe, pick(rng, WALLS), 0.7)
    sheet.shade(Rect(x + 0.1, 0, x + 0.17, sheet.height_m), 0.7)


def _cable(rng: np.random.Generator, sheet: Sheet) -> None:
    """Hang a sagging cable along the wall."""
    x = np.linspace(0, sheet.width_m, 16)
    y = rng.uniform(2.2, 4.5) + rng.uniform(0.05, 0.4) * np.cos(x * rng.uniform(0.5, 2))
    sheet.line(np.stack([x, y], 1), np.array([25, 25, 28], np.float32), 0.03)
