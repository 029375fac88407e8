"""Where things stand: walls seen from the camera, and the buildings along them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets.scenes.camera import CANVAS_PX, NEAR_M, Camera
from core.datasets.scenes.facade import Facade, draw_facade

FARTHEST_M = 45.0
MAX_BUILDINGS = 5


@dataclass(frozen=True)
class Wall:
    """A vertical plane ``distance_m`` from the camera, towards ``heading`` (radians, + right).

    start_m, end_m: the built part, along the wall from the foot of that perpendicular.
    """

    distance_m: float
    heading: float
    start_m: float
    end_m: float

    @property
    def along(self) -> np.ndarray:
        """Unit vector from left to right along the wall, as seen from the camera; (3,)."""
        return np.array([np.cos(self.heading), 0.0, -np.sin(self.heading)])

    @property
    def away(self) -> np.ndarray:
        """Unit vector from the camera straight to the wall; (3,)."""
        return np.array([np.sin(self.heading), 0.0, np.cos(self.heading)])

    def points(self, s: np.ndarray, y: np.ndarray | float, out: np.ndarray | float = 0.0):
        """Place points s metres along the wall, y up, ``out`` metres in front of it; (n, 3)."""
        s, y, out = np.broadcast_arrays(np.atleast_1d(s), y, out)
        base = s[:, None] * self.along + (self.distance_m - out)[:, None] * self.away
        base[:, 1] = y
        return base

    def visible(self, camera: Camera) -> tuple[float, float]:
        """Stretch of the built part that is in the picture, from left to right, in metres."""
        s = np.linspace(self.start_m, self.end_m, 160)
        points = self.points(s, 0.0)
        across = np.abs(points[:, 0]) <= points[:, 2] * (CANVAS_PX / 2 / camera.focal) * 1.05
        seen = s[across & (points[:, 2] > NEAR_M)]
        return (float(seen[0]), float(seen[-1])) if seen.size else (0.0, 0.0)


@dataclass(frozen=True)
class Building:
    """A facade that begins ``start_m`` along a wall."""

    wall: Wall
    start_m: float
    facade: Facade

    def homography(self, camera: Camera) -> np.ndarray:
        """Map pixels of the facade's texture to canvas pixels; (3, 3)."""
        sheet = self.facade.sheet
        corner = self.wall.points(self.start_m, sheet.height_m)[0]
        return camera.plane(corner, self.wall.along / sheet.ppm, np.array([0, -1 / sheet.ppm, 0]))

    @property
    def distance_m(self) -> float:
        """How far its middle is from the camera."""
        middle = self.wall.points(self.start_m + self.facade.sheet.width_m / 2, 0.0)
        return float(np.linalg.norm(middle))


def draw_walls(rng: np.random.Generator) -> list[Wall]:
    """Face one wall (62 %), look along a street (24 %), or at a corner (14 %)."""
    kind = rng.random()
    if kind < 0.62:
        heading = np.radians(rng.uniform(-42, 42))
        return [Wall(rng.uniform(4, 9.5), heading, -FARTHEST_M, FARTHEST_M)]
    if kind < 0.86:
        yaw = np.radians(rng.uniform(-24, 24))
        left = Wall(rng.uniform(3, 8), yaw - np.pi / 2, -2, FARTHEST_M)
        return [left, Wall(rng.uniform(3, 8), yaw + np.pi / 2, -FARTHEST_M, 2)]
    turn = np.radians(rng.uniform(25, 65))
    x, z = rng.uniform(-2, 2), rng.uniform(6, 12)
    left, right = turn - np.pi / 2, turn
    return [
        _from_corner(x, z, right - np.pi / 2 + 0.0, ends=True),
        _from_corner(x, z, left + np.pi / 2, ends=False),
    ]


def _from_corner(x: float, z: float, heading: float, *, ends: bool) -> Wall:
    """Make the wall through (x, z) with this heading that ends, or starts, there."""
    distance = x * np.sin(heading) + z * np.cos(heading)
    s = x * np.cos(heading) - z * np.sin(heading)
    start, end = (s - FARTHEST_M, s) if ends else (s, s + FARTHEST_M)
    return Wall(float(distance), float(heading), float(start), float(end))


def draw_buildings(rng: np.random.Generator, camera: Camera, walls: list[Wall]) -> list[Building]:
    """Put houses side by side along the visible part of each wall, farthest first."""
    buildings = []
    for wall in walls:
        left, right = wall.visible(camera)
        if wall.heading > 0.9:  # a right-hand wall is nearest at its right end: build from there
            left = max(left, right - FARTHEST_M)
        s = max(wall.start_m, left - rng.uniform(0, 4))
        for _ in range(MAX_BUILDINGS):
            if s >= right - 0.5:
                break
            width, room = rng.uniform(7, 15), wall.end_m - s
            if room < width + 4:  # rather one wide house than a sliver at the corner
                width = room
            if width < 1.5:
                break
            buildings.append(_build(rng, camera, wall, s, width))
            s += width + (rng.uniform(1, 5) if rng.random() < 0.15 else 0)
    return sorted(buildings, key=lambda b: -b.distance_m)


def _build(
    rng: np.random.Generator, camera: Camera, wall: Wall, start: float, width: float
) -> Building:
    """Draw one facade, finely enough for the part of it that is nearest."""
    nearest = np.abs(np.clip(0.0, start, start + width))
    distance = max(2.0, float(np.hypot(nearest, wall.distance_m)))
    ppm = float(np.clip(camera.focal / distance, 14, 60))
    return Building(wall, start, draw_facade(rng, width, ppm))
