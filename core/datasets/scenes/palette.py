"""Colours of a street, as RGB rows; signs and graffiti share one palette on purpose."""

from __future__ import annotations

import numpy as np

WALLS = np.array(
    [
        (172, 92, 70), (150, 74, 58), (190, 120, 92), (205, 180, 145), (222, 208, 182),
        (168, 166, 160), (132, 130, 128), (214, 214, 208), (188, 160, 120), (146, 156, 150),
        (120, 96, 84), (206, 164, 150), (160, 178, 188), (226, 206, 140), (110, 118, 124),
        (196, 140, 110), (140, 165, 140), (235, 228, 215),
    ],
    np.float32,
)  # fmt: skip
VIVID = np.array(
    [
        (206, 32, 40), (228, 90, 30), (242, 190, 30), (40, 150, 70), (20, 110, 190),
        (40, 60, 150), (130, 50, 150), (226, 70, 140), (20, 165, 175), (150, 205, 60),
        (18, 18, 22), (18, 18, 22), (242, 240, 235), (170, 175, 185), (90, 40, 30),
    ],
    np.float32,
)  # fmt: skip
CARS = np.array(
    [(30, 32, 36), (190, 192, 196), (235, 235, 232), (90, 94, 100), (140, 26, 30), (30, 60, 120),
     (70, 90, 80), (200, 160, 60), (150, 140, 125)],
    np.float32,
)  # fmt: skip
WOOD = np.array(
    [(92, 62, 44), (60, 70, 64), (38, 44, 60), (120, 40, 36), (40, 82, 70), (150, 140, 128),
     (30, 30, 32), (176, 150, 110)],
    np.float32,
)  # fmt: skip


def pick(rng: np.random.Generator, colours: np.ndarray, jitter: float = 10.0) -> np.ndarray:
    """Choose one row of ``colours`` and shift it a little; float32 (3,), 0 to 255."""
    chosen = colours[rng.integers(len(colours))]
    shifted = chosen + rng.normal(0, jitter, 3)
    return np.minimum(np.maximum(shifted, 4), 250).astype(np.float32)


def contrasting(rng: np.random.Generator, colours: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Choose a colour that can be read on ``ground``: the best of four in brightness."""
    tries = np.stack([pick(rng, colours) for _ in range(4)])
    return tries[np.abs(tries.mean(1) - ground.mean()).argmax()]


def rgb(colour: np.ndarray, gain: float = 1.0) -> tuple[float, float, float]:
    """Turn a colour row into what OpenCV draws with, brightened by ``gain``."""
    red, green, blue = colour.tolist()
    return min(red * gain, 255.0), min(green * gain, 255.0), min(blue * gain, 255.0)
