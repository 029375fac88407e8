"""The pinhole camera: from metres in the street to pixels of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CANVAS_PX = 512  # drawn at twice the final side, then averaged down: no jagged edges
NEAR_M = 0.5


@dataclass(frozen=True)
class Camera:
    """Stands at x = z = 0 at ``height_m``, looks along +z; x right, y up, metres.

    matrix: (3, 4), from homogeneous metres to homogeneous canvas pixels.
    focal: in canvas pixels. horizon: canvas row of the horizon at the middle.
    """

    height_m: float
    focal: float
    horizon: float
    matrix: np.ndarray

    def project(self, points: np.ndarray) -> np.ndarray:
        """Map (n, 3) points in metres, all in front, to (n, 2) canvas pixels."""
        pixels = points @ self.matrix[:, :3].T + self.matrix[:, 3]
        return pixels[:, :2] / np.maximum(pixels[:, 2:], 1e-3)

    def plane(self, origin: np.ndarray, across: np.ndarray, down: np.ndarray) -> np.ndarray:
        """Homography (3, 3) of a flat texture: its pixel (i, j) is origin + i across + j down."""
        return self.matrix[:, :3] @ np.stack([across, down, origin], axis=1) + np.outer(
            self.matrix[:, 3], (0, 0, 1)
        )


def draw_camera(rng: np.random.Generator) -> Camera:
    """Choose height (1.5 to 2.7 m), field of view (50 to 78 degrees), tilt and a slight roll."""
    height = rng.uniform(1.5, 2.7)
    focal = CANVAS_PX / 2 / np.tan(np.radians(rng.uniform(50, 78)) / 2)
    tilt, roll = np.radians(rng.uniform(-2, 9)), np.radians(rng.normal(0, 0.8))
    centre = CANVAS_PX / 2
    intrinsic = np.array([[focal, 0, centre], [0, focal, centre], [0, 0, 1]])
    # Image rows grow downwards, hence -y; tilting up turns y and z into each other.
    turn = np.array([[1, 0, 0], [0, -np.cos(tilt), np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    spin = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    rotation = intrinsic @ spin @ turn
    matrix = np.hstack([rotation, rotation @ np.array([[0.0], [-height], [0.0]])])
    return Camera(height, focal, centre + focal * np.tan(tilt), matrix)


def clip_near(points: np.ndarray) -> np.ndarray:
    """Cut a polygon (n, 3) at z = NEAR_M; what is behind the camera is dropped."""
    kept = []
    for a, b in zip(points, np.roll(points, -1, axis=0), strict=True):
        if a[2] >= NEAR_M:
            kept.append(a)
        if (a[2] >= NEAR_M) != (b[2] >= NEAR_M):
            kept.append(a + (b - a) * (NEAR_M - a[2]) / (b[2] - a[2]))
    return np.array(kept).reshape(-1, 3)
