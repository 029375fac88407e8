"""A flat wall to draw on, measured in metres: x from its left end, y up from the ground."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.datasets.scenes.palette import rgb


@dataclass(frozen=True)
class Rect:
    """A rectangle on a wall in metres, ``y0`` its lower edge."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Metres from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Metres from bottom to top."""
        return self.y1 - self.y0

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Shrink by dx at the left and right and dy at the top and bottom."""
        dy = dx if dy is None else dy
        return Rect(self.x0 + dx, self.y0 + dy, self.x1 - dx, self.y1 - dy)


def _within(length: int, low: float, high: float) -> slice:
    """Round two pixel coordinates into a slice of an axis; plain Python, it is called most."""
    first = min(max(round(low), 0), length)
    return slice(first, min(max(round(high), first), length))


@dataclass(frozen=True)
class Sheet:
    """Pixels of one wall: image (h, w, 3) uint8 RGB at ``ppm`` pixels a metre."""

    image: np.ndarray
    ppm: float

    @property
    def height_m(self) -> float:
        """Height of the wall."""
        return self.image.shape[0] / self.ppm

    @property
    def width_m(self) -> float:
        """Length of the wall."""
        return self.image.shape[1] / self.ppm

    def box(self, r: Rect) -> tuple[slice, slice]:
        """Pixel rows and columns of a rectangle, clipped to the sheet; may be empty."""
        h, w = self.image.shape[:2]
        rows = _within(h, h - r.y1 * self.ppm, h - r.y0 * self.ppm)
        return rows, _within(w, r.x0 * self.ppm, r.x1 * self.ppm)

    def fill(self, r: Rect, colour: np.ndarray, gain: float = 1.0) -> None:
        """Paint a rectangle evenly."""
        part = self.image[self.box(r)]
        if part.size:
            cv2.rectangle(part, (0, 0), part.shape[1::-1], rgb(colour, gain), -1)

    def shade(self, r: Rect, gain: float) -> None:
        """Darken or brighten what is already in a rectangle."""
        part = self.image[self.box(r)]
        if part.size:
            part[...] = cv2.convertScaleAbs(part, alpha=gain)

    def blend(self, r: Rect, colour: np.ndarray, mask: np.ndarray, strength: float = 1.0) -> None:
        """Paint ``colour`` through a uint8 mask (0 to 255), stretched over the rectangle.

        colour: (3,), or (h, w, 3) uint8 of the mask's size.
        """
        part = self.image[self.box(r)]
        if not part.size:
            return
        size = part.shape[1::-1]
        alpha = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        alpha = alpha[..., None] * (strength / 255)
        if colour.ndim == 3:
            colour = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
        part[...] = (part + (colour - part.astype(np.float32)) * alpha + 0.5).astype(np.uint8)

    def line(self, points: np.ndarray, colour: np.ndarray, width_m: float) -> None:
        """Draw a polyline through (n, 2) points in metres."""
        pixels = points * self.ppm * (1, -1) + (0, self.image.shape[0])
        thickness = max(1, round(width_m * self.ppm))
        cv2.polylines(
            self.image, [pixels.round().astype(np.int32)], False, rgb(colour), thickness,
            cv2.LINE_AA,
        )  # fmt: skip

    def disc(self, x: float, y: float, radius_m: float, colour: np.ndarray) -> None:
        """Draw a filled circle with its centre at (x, y) metres."""
        centre = round(x * self.ppm), round(self.image.shape[0] - y * self.ppm)
        cv2.circle(
            self.image, centre, max(1, round(radius_m * self.ppm)), rgb(colour), -1, cv2.LINE_AA
        )
