"""Road, kerb and pavement, in strips that run along each wall."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.camera import CANVAS_PX, Camera, clip_near
from core.datasets.scenes.noise import noise
from core.datasets.scenes.palette import pick, rgb
from core.datasets.scenes.street import Wall

_ASPHALT = np.array([(78, 78, 80), (98, 97, 96), (62, 62, 66), (112, 108, 104)], np.float32)
_PAVING = np.array([(160, 156, 148), (138, 136, 132), (176, 166, 150), (150, 130, 116)], np.float32)
_PAINT = np.array([(228, 226, 218), (220, 190, 60)], np.float32)


def fill_ground(camera: Camera, canvas: np.ndarray, points: np.ndarray, colour: np.ndarray) -> None:
    """Paint a polygon of (n, 3) metres onto the canvas; what is behind the camera is cut."""
    front = clip_near(points)
    if len(front) >= 3:
        pixels = np.clip(camera.project(front), -8000, 8000)
        cv2.fillPoly(canvas, [(pixels * 8).round().astype(np.int32)], rgb(colour), cv2.LINE_AA, 3)


def strip(wall: Wall, near: float, far: float, start: float = -80, end: float = 80) -> np.ndarray:
    """Corners (4, 3) of a strip of ground, ``far`` to ``near`` metres in front of a wall."""
    return wall.points(np.array([start, end, end, start]), 0.0, np.array([far, far, near, near]))


def draw_ground(
    rng: np.random.Generator, camera: Camera, canvas: np.ndarray, walls: list[Wall]
) -> float:
    """Draw road and pavements on the canvas, in place; return the pavement's width in metres."""
    asphalt, paving = pick(rng, _ASPHALT), pick(rng, _PAVING)
    pavement = rng.uniform(1.2, 3.2)
    cv2.rectangle(canvas, (0, round(camera.horizon)), (CANVAS_PX, CANVAS_PX), rgb(asphalt), -1)
    slab, painted = rng.uniform(0.5, 1.5), pick(rng, _PAINT)
    line = rng.random() < 0.5
    for wall in walls:
        ends = {"start": wall.start_m - pavement, "end": wall.end_m + pavement}
        if line:
            _dashes(camera, canvas, wall, pavement + rng.uniform(1.9, 3.4), painted)
        fill_ground(camera, canvas, strip(wall, pavement, pavement + 0.15, **ends), paving * 0.7)
        fill_ground(camera, canvas, strip(wall, -6, pavement, **ends), paving)
        _joints(camera, canvas, wall, pavement, slab, paving * 0.82)
    _roughen(rng, camera, canvas)
    return pavement


def _dashes(camera: Camera, canvas: np.ndarray, wall: Wall, out: float, colour: np.ndarray) -> None:
    """Paint a dashed line on the road."""
    for s in np.arange(-24, 24, 4.0):
        fill_ground(camera, canvas, strip(wall, out, out + 0.14, s, s + 2), colour)


def _joints(
    camera: Camera, canvas: np.ndarray, wall: Wall, pavement: float, slab: float, colour: np.ndarray
) -> None:
    """Draw the joints between the slabs of the pavement, within 12 m."""
    for s in np.arange(max(wall.start_m, -12), min(wall.end_m, 12), slab):
        ends = clip_near(wall.points(np.array([s, s, s]), 0.0, np.array([0.0, pavement, pavement])))
        if len(ends) >= 2:
            a, b = camera.project(ends[:2]).round().astype(int).clip(-4000, 4000).tolist()
            cv2.line(canvas, a, b, rgb(colour), 1, cv2.LINE_AA)


def _roughen(rng: np.random.Generator, camera: Camera, canvas: np.ndarray) -> None:
    """Give the ground grain and stains, in place."""
    top = int(np.clip(camera.horizon, 0, CANVAS_PX - 2))
    part = canvas[top:]
    grain = noise(rng, part.shape[0], CANVAS_PX, "stain") // 6 + 107
    cv2.multiply(part, cv2.merge([grain] * 3), dst=part, scale=1 / 128)
