"""The can: layers of paint on a transparent canvas, with drips and overspray."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

LETTER_PX = 96
MARGIN_PX = 40


@dataclass(frozen=True)
class Paint:
    """A work in paint: colour (h, w, 3) uint8 RGB and how it covers, (h, w) uint8."""

    colour: np.ndarray
    cover: np.ndarray

    def layer(self, mask: np.ndarray, colour: np.ndarray) -> None:
        """Spray ``colour``, (3,) or (h, w, 3), where the (h, w) uint8 mask is not 0."""
        inside = mask > 0
        if colour.ndim == 3:
            self.colour[inside] = colour[inside]
        else:
            self.colour[inside] = colour.astype(np.uint8)
        np.maximum(self.cover, mask, out=self.cover)


def blank(letters: int, advance: float) -> Paint:
    """Make an empty canvas that holds so many letters, ``advance`` letter heights apart."""
    width = round((letters - 1) * advance * LETTER_PX + LETTER_PX) + 2 * MARGIN_PX
    height = LETTER_PX + 2 * MARGIN_PX
    return Paint(np.zeros((height, width, 3), np.uint8), np.zeros((height, width), np.uint8))


def stroke_mask(
    shape: tuple[int, int], strokes: list[np.ndarray], width: float, at: tuple[float, float]
) -> np.ndarray:
    """Draw strokes (letter heights) of a width (letter heights) at (x, y) pixels; uint8 mask."""
    mask = np.zeros(shape, np.uint8)
    lines = [np.round((s * LETTER_PX + at) * 8).astype(np.int32) for s in strokes]
    cv2.polylines(mask, lines, False, 255, max(1, round(width * LETTER_PX)), cv2.LINE_AA, 3)
    return mask


def drip(rng: np.random.Generator, mask: np.ndarray, count: int, width: float) -> np.ndarray:
    """Let paint run down from places of the mask; returns the mask with its drips."""
    rows, columns = np.nonzero(mask)
    for i in rng.integers(0, max(1, len(rows)), count if len(rows) else 0):
        end = int(rows[i] + rng.exponential(0.3) * LETTER_PX)
        x = int(columns[i])
        cv2.line(mask, (x, int(rows[i])), (x, end), 255, max(1, round(width * LETTER_PX)))
    return mask


def overspray(work: Paint, amount: float) -> Paint:
    """Surround the work with a thin mist of its own paint; amount: 0 to 1."""
    mist = cv2.GaussianBlur(work.cover, (0, 0), 7)
    spread = cv2.dilate(work.colour, np.ones((15, 15), np.uint8))
    colour = np.where(work.cover[..., None] > 40, work.colour, spread)
    return Paint(colour, np.maximum(work.cover, (mist * amount).astype(np.uint8)))
