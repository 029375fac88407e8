"""From the drawn canvas to a photo: light, shadow, blur, sensor noise, JPEG."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.camera import CANVAS_PX

PHOTO_PX = 256


def cast_shadow(rng: np.random.Generator, canvas: np.ndarray) -> None:
    """Let a house or a tree behind the camera shade part of the picture, in place."""
    if rng.random() < 0.5:
        return
    mask = np.zeros((CANVAS_PX // 4, CANVAS_PX // 4), np.uint8)
    slope, height = rng.uniform(-0.8, 0.8), rng.uniform(20, 110)
    edge = np.array([[0, height], [128, height + slope * 128], [128, 128], [0, 128]])
    cv2.fillPoly(mask, [edge.astype(np.int32)], 255)
    mask = cv2.blur(mask, (4, 4))
    gain = cv2.LUT(mask, np.linspace(128, rng.uniform(60, 105), 256).astype(np.uint8))
    gain = cv2.resize(gain, (CANVAS_PX, CANVAS_PX))
    cv2.multiply(canvas, cv2.merge([gain] * 3), dst=canvas, scale=1 / 128)


def photograph(rng: np.random.Generator, canvas: np.ndarray) -> np.ndarray:
    """Average the canvas down to (PHOTO_PX, PHOTO_PX, 3) and spoil it like a street camera."""
    photo = cv2.resize(canvas, (PHOTO_PX, PHOTO_PX), interpolation=cv2.INTER_AREA)
    photo = _light(rng, photo)
    if rng.random() < 0.5:
        photo = cv2.GaussianBlur(photo, (0, 0), rng.uniform(0.3, 1.0))
    photo = _sensor(rng, photo)
    quality = int(rng.integers(45, 95))
    bgr = cv2.cvtColor(photo, cv2.COLOR_RGB2BGR)
    _, jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(jpeg, cv2.IMREAD_COLOR_RGB)


def _light(rng: np.random.Generator, photo: np.ndarray) -> np.ndarray:
    """Set exposure, contrast, white balance and saturation."""
    grey = cv2.cvtColor(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    saturation = rng.uniform(0.5, 1.1)
    photo = cv2.addWeighted(photo, saturation, grey, 1 - saturation, 0)
    exposure = rng.uniform(0.62, 1.25) * rng.normal(1, 0.03, 3)
    level = np.arange(256, dtype=np.float32)[:, None] / 255 * exposure
    curve = level ** rng.uniform(0.75, 1.3) * 255 + rng.uniform(0, 18)
    table = np.clip(curve, 0, 255).astype(np.uint8)
    return cv2.merge([cv2.LUT(photo[..., i], table[:, i]) for i in range(3)])


def _sensor(rng: np.random.Generator, photo: np.ndarray) -> np.ndarray:
    """Add noise: the same draw in all channels, and a weaker one in each."""
    grain = rng.standard_normal((PHOTO_PX, PHOTO_PX, 1), dtype=np.float32)
    noisy = photo + grain * rng.uniform(0.5, 5.0)
    return np.clip(noisy + 0.5, 0, 255).astype(np.uint8)
