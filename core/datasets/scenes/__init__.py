"""Street scenes drawn from a seed, with graffiti or without: nothing to download, no licence."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.camera import NEAR_M, Camera, draw_camera
from core.datasets.scenes.furniture import draw_furniture
from core.datasets.scenes.graffiti.place import spray_scene
from core.datasets.scenes.ground import draw_ground
from core.datasets.scenes.lens import PHOTO_PX, cast_shadow, photograph
from core.datasets.scenes.sky import draw_sky
from core.datasets.scenes.street import Building, draw_buildings, draw_walls
from core.errors import RaresightError

__all__ = ["draw_scene"]


def draw_scene(seed: int, *, graffiti: bool, size_px: int = PHOTO_PX) -> np.ndarray:
    """Draw a street scene, (size_px, size_px, 3) uint8 RGB; same arguments, same bytes.

    With and without graffiti, one seed gives the same street, light and noise. Drawn at
    256 px, then resized. Takes about 15 ms on one core.
    """
    if seed < 0 or size_px < 1:
        raise RaresightError(
            f"A scene needs a seed of 0 or more and at least 1 px; got seed {seed} and "
            f"{size_px} px. Choose other numbers."
        )
    # Streams of their own, so that graffiti changes no other choice.
    streets, sprayer, lens = (np.random.default_rng([seed, part]) for part in range(3))
    camera = draw_camera(streets)
    walls = draw_walls(streets)
    buildings = draw_buildings(streets, camera, walls)
    if graffiti:
        spray_scene(sprayer, camera, buildings)
    canvas = draw_sky(streets, camera)
    pavement = draw_ground(streets, camera, canvas, walls)
    for building in buildings:
        _stand_up(camera, canvas, building)
    draw_furniture(streets, camera, canvas, walls, pavement)
    cast_shadow(streets, canvas)
    photo = photograph(lens, canvas)
    if size_px == PHOTO_PX:
        return photo
    shrink = size_px < PHOTO_PX
    return cv2.resize(
        photo, (size_px, size_px), interpolation=cv2.INTER_AREA if shrink else cv2.INTER_LINEAR
    )


def _stand_up(camera: Camera, canvas: np.ndarray, building: Building) -> None:
    """Put a facade into the picture in perspective, in place, within its bounding box."""
    texture = building.facade.sheet.image
    matrix = building.homography(camera)
    depth = matrix[2] @ np.array([[0, texture.shape[1]], [0, 0], [1, 1]])
    first, last = _in_front(depth[0], depth[1], texture.shape[1])
    texture = texture[:, first:last]
    matrix = matrix @ np.array([[1, 0, first], [0, 1, 0], [0, 0, 1]])
    h, w = texture.shape[:2]
    if not w:
        return
    corners = cv2.perspectiveTransform(np.array([[[0, 0], [w, 0], [w, h], [0, h]]], float), matrix)
    side = canvas.shape[0]
    x0, y0 = np.clip(np.floor(corners.min((0, 1))), 0, side).astype(int).tolist()
    x1, y1 = np.clip(np.ceil(corners.max((0, 1))) + 1, 0, side).astype(int).tolist()
    if x1 <= x0 or y1 <= y0:
        return
    shift = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]])
    part = canvas[y0:y1, x0:x1].copy()
    cv2.warpPerspective(
        texture, shift @ matrix, (x1 - x0, y1 - y0), dst=part, borderMode=cv2.BORDER_TRANSPARENT
    )
    canvas[y0:y1, x0:x1] = part


def _in_front(left: float, right: float, width: int) -> tuple[int, int]:
    """Columns of a texture that lie before the camera; left and right: metres at its ends."""
    if left >= NEAR_M and right >= NEAR_M:
        return 0, width
    if left < NEAR_M and right < NEAR_M:
        return 0, 0
    cut = (NEAR_M - left) / (right - left) * width
    return (int(np.ceil(cut)), width) if left < NEAR_M else (0, int(cut))
