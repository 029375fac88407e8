"""A made-up world: where the tests' services have pictures, and what is on them."""

from __future__ import annotations

import hashlib
import io

import numpy as np
from PIL import Image

CELL_DEG = 0.01  # one panorama a cell: points close together share it


def number_of(text):
    """Draw a number from a text, the same in every process."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def pano_at(lat, lon):
    """Return id, lat, lon of the panorama near a place; None for a third of the cells."""
    row, column = round(lat / CELL_DEG), round(lon / CELL_DEG)
    pano_id = f"-Pano_{row}x{column}"
    if number_of(pano_id) % 3 == 0:
        return None
    return pano_id, row * CELL_DEG, column * CELL_DEG


def is_graffiti(pano_id):
    return number_of("graffiti" + pano_id) % 3 == 0


def jpeg_of(pano_id, side_px=48):
    """Draw a JPEG of noise, different for each id; graffiti is red."""
    rng = np.random.default_rng(number_of(pano_id))
    pixels = rng.integers(0, 90, (side_px, side_px, 3), dtype=np.uint8)
    pixels[..., 0] += np.uint8(150 * is_graffiti(pano_id))
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG")
    return file.getvalue()
