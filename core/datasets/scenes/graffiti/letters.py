"""The skeletons of capital letters, and the way a hand distorts them."""

from __future__ import annotations

from functools import cache

import numpy as np

# Each stroke: digits "xy" on a 10 x 10 grid, x to the right, y down.
_STROKES = {
    "A": "09 50 99|26 76", "B": "00 09|00 82 14 97 09", "C": "91 40 05 49 98",
    "D": "00 09 66 83 00", "E": "80 00 09 89|05 65", "F": "80 00 09|04 64",
    "G": "91 30 06 59 96 55", "H": "00 09|90 99|05 95", "I": "50 49", "J": "80 88 39 06",
    "K": "00 09|90 05 99", "L": "00 09 89", "M": "09 20 56 80 99", "N": "09 00 99 90",
    "O": "50 05 49 95 50", "P": "09 00 82 15", "R": "09 00 82 15 99", "S": "91 20 14 86 59 08",
    "T": "00 90|50 49", "U": "00 17 59 87 90", "V": "00 59 90", "W": "00 29 54 79 90",
    "X": "00 99|90 09", "Y": "00 54 90|54 39", "Z": "00 90 09 99", "E2": "91 31 14 54 15 18 98",
    "8": "50 13 86 49 06 83 50", "4": "70 06 96|70 69",
}  # fmt: skip
NAMES = tuple(_STROKES)


@cache
def _skeleton(name: str) -> tuple[np.ndarray, ...]:
    """Strokes of a letter, each (n, 2) in 0 to 1, y down."""
    return tuple(
        np.array([[int(p[0]), int(p[1])] for p in stroke.split()], np.float32) / 9
        for stroke in _STROKES[name].split("|")
    )


def smooth(points: np.ndarray, steps: int = 7) -> np.ndarray:
    """Pass a Catmull-Rom curve through (n, 2) points; about n * steps points."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = np.linspace(0, 1, steps, dtype=np.float32)[None, :, None]
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return curve.reshape(-1, 2)


def write_letter(rng: np.random.Generator, wobble: float, *, angular: bool) -> list[np.ndarray]:
    """Draw one random letter by hand: strokes, each (n, 2) in about 0 to 1, y down.

    wobble: how far the hand strays, as a fraction of the letter's height.
    """
    strokes = []
    for stroke in _skeleton(NAMES[rng.integers(len(NAMES))]):
        points = stroke + rng.normal(0, wobble, stroke.shape).astype(np.float32)
        strokes.append(points if angular else smooth(points))
    return strokes
