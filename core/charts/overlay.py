"""A heat map laid over a picture; pictures as text for figures and tables."""

from __future__ import annotations

import base64

import cv2
import numpy as np

FOR_RGB = np.array([230, 90, 0])  # speaks for graffiti
AGAINST_RGB = np.array([0, 114, 178])
MOST = 0.75  # of the picture that the strongest colour covers


def overlay(pixels: np.ndarray, heat: np.ndarray) -> np.ndarray:
    """Lay heat (h, w) on a picture (h, w, 3) uint8: orange where it is positive, blue negative.

    The strongest place has the strongest colour; flat heat of 0 leaves the picture as it is.
    """
    top = float(np.abs(heat).max())
    weight = (MOST * np.abs(heat) / top if top else np.zeros_like(heat))[:, :, None]
    colour = np.where(heat[:, :, None] >= 0, FOR_RGB, AGAINST_RGB)
    return (pixels * (1 - weight) + colour * weight).round().astype(np.uint8)


def jpeg_uri(pixels: np.ndarray, side_px: int) -> str:
    """Return (h, w, 3) uint8 RGB as a data: address, shrunk to ``side_px`` at most a side."""
    scale = side_px / max(pixels.shape[:2])
    if scale < 1:
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 82])[1]
    return "data:image/jpeg;base64," + base64.b64encode(jpeg.tobytes()).decode()
