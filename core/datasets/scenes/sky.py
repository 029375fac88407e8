"""Sky with clouds, and the hazy city behind the street."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.camera import CANVAS_PX, Camera
from core.datasets.scenes.noise import noise
from core.datasets.scenes.palette import WALLS, pick, rgb

_TOP = np.array([(70, 120, 190), (110, 150, 200), (150, 160, 175), (190, 195, 200)], np.float32)
_LOW = np.array([(190, 212, 232), (215, 220, 226), (225, 215, 200), (205, 208, 212)], np.float32)


def draw_sky(rng: np.random.Generator, camera: Camera) -> np.ndarray:
    """Make the canvas (CANVAS_PX, CANVAS_PX, 3) uint8 with sky and a skyline."""
    side = CANVAS_PX // 4
    ramp = np.clip(np.arange(side) * 4 / max(camera.horizon, 1), 0, 1)[:, None, None]
    sky = pick(rng, _TOP) * (1 - ramp) + pick(rng, _LOW) * ramp
    cloud = noise(rng, side, side, "cloud").astype(np.float32) - rng.uniform(90, 200)
    sky = sky + (250 - sky) * np.clip(cloud / 60, 0, 1)[..., None] * 0.8
    canvas = cv2.resize(sky.astype(np.uint8), (CANVAS_PX, CANVAS_PX))
    _skyline(rng, canvas, camera.horizon, pick(rng, _LOW) * 0.8)
    return canvas


def _skyline(
    rng: np.random.Generator, canvas: np.ndarray, horizon: float, haze: np.ndarray
) -> None:
    """Draw distant houses and tree tops, in place, paler than anything near."""
    x, foot = 0, round(horizon) + 12
    while x < CANVAS_PX:
        width, height = int(rng.integers(30, 110)), int(rng.integers(14, 110))
        colour = pick(rng, WALLS) * 0.5 + haze * 0.45
        if rng.random() < 0.35:
            green = np.array([96, 118, 90], np.float32) * 0.7 + haze * 0.3
            radius = height // 2 + 10
            cv2.circle(canvas, (x + width // 2, foot - radius // 2), radius, rgb(green), -1)
        else:
            cv2.rectangle(canvas, (x, foot - height), (x + width, foot), rgb(colour), -1)
            for y in range(foot - height + 8, foot - 8, 14):
                for i in range(x + 6, x + width - 8, 13):
                    cv2.rectangle(canvas, (i, y), (i + 5, y + 7), rgb(colour, 0.75), -1)
        x += width + int(rng.integers(-10, 14))
