"""Whatever a picture file holds, as upright 8-bit RGB."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image

STRIP_ROWS = 256


def to_rgb(image: Image.Image, work_px: int) -> np.ndarray:
    """Convert a loaded picture to (h, w, 3) uint8 RGB; transparency is laid on white.

    A picture more than twice as large as ``work_px`` is first reduced by a whole factor: every
    later step then costs little memory. Modes of more than 8 bits are scaled, not clipped: Pillow's
    own conversion of 16-bit grey would turn everything above 255 white.
    """
    if image.mode.startswith(("I", "F")):
        return np.repeat(_to_8_bits(image)[:, :, None], 3, axis=2)
    if "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode in {"P", "1"}:
        image = image.convert("RGB")
    factor = max(image.size) // work_px
    if factor > 1:
        image = image.reduce(factor)
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        return _on_white(np.asarray(image.convert("RGBA")))
    return np.asarray(image.convert("RGB"))


def turn_upright(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Turn and mirror (h, w, 3) as the EXIF orientation (1 to 8) asks."""
    if orientation in {5, 6, 7, 8}:
        pixels = pixels.transpose(1, 0, 2)
    if orientation in {2, 3, 6, 7}:
        pixels = pixels[:, ::-1]
    if orientation in {3, 4, 7, 8}:
        pixels = pixels[::-1]
    return pixels


def _to_8_bits(image: Image.Image) -> np.ndarray:
    """Bring integers up to 65,535, or floats, to (h, w) uint8."""
    top = max(float(strip.max()) for strip in _strips(image))
    if top <= 1:
        scale = 255.0  # floats by convention; an integer picture this dark is black either way
    elif top <= 255:
        scale = 1.0
    else:
        scale = 255 / max(top, 65_535.0)
    scaled = [np.clip(strip * scale, 0, 255).astype(np.uint8) for strip in _strips(image)]
    return np.concatenate(scaled)


def _strips(image: Image.Image) -> Iterator[np.ndarray]:
    """Cut a picture into strips (rows, w) float32: all of it as floats would be a gigabyte."""
    for top in range(0, image.height, STRIP_ROWS):
        strip = image.crop((0, top, image.width, min(top + STRIP_ROWS, image.height)))
        yield np.nan_to_num(np.asarray(strip, dtype=np.float32), nan=0, posinf=0, neginf=0)


def _on_white(rgba: np.ndarray) -> np.ndarray:
    """Lay (h, w, 4) on white in integers: a float copy would take four times the memory."""
    alpha = rgba[:, :, 3:].astype(np.uint16)
    mixed = rgba[:, :, :3] * alpha + 255 * (255 - alpha)
    return ((mixed + 127) // 255).astype(np.uint8)
