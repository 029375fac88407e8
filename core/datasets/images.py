"""Bring the images of a manifest onto an array: drawn, cut from photos, or opened."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pandas as pd

from core.datasets.scenes import draw_scene
from core.errors import RaresightError
from core.home import data_folder


def photos_folder() -> Path:
    """Return where the street photos lie: RARESIGHT_PHOTOS, else data/street-photos/photos."""
    named = os.environ.get("RARESIGHT_PHOTOS")
    return Path(named).expanduser() if named else data_folder("street-photos") / "photos"


def resize(image: np.ndarray, size_px: int) -> np.ndarray:
    """Bring a picture (h, w, 3) to (size_px, size_px, 3), by area means where it shrinks."""
    if image.shape[:2] == (size_px, size_px):
        return image
    shrinks = min(image.shape[:2]) > size_px
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(image, (size_px, size_px), interpolation=way)


def load_images(experiment: str, rows: pd.DataFrame, size_px: int) -> np.ndarray:
    """Load manifest rows, (n, size_px, size_px, 3) uint8 RGB, in their order.

    Rows with a ``seed`` are drawn, rows with a ``photo`` cut from it, others opened from
    data/<experiment>/images/. Raises RaresightError where a file is missing or unreadable.
    """
    images = np.empty((len(rows), size_px, size_px, 3), dtype=np.uint8)
    if "seed" in rows.columns:
        for i, (seed, label) in enumerate(zip(rows["seed"], rows["label"], strict=True)):
            images[i] = draw_scene(int(seed), graffiti=bool(label), size_px=size_px)
    elif "photo" in rows.columns:
        _cut_tiles(rows, size_px, images)
    else:
        for i, name in enumerate(rows["image"]):
            images[i] = resize(read_image(data_folder(experiment) / "images" / name), size_px)
    return images


def read_image(path: Path) -> np.ndarray:
    """Decode a file, (h, w, 3) uint8 RGB, turned as its EXIF says; RaresightError if it cannot."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise RaresightError(
            f"{path} cannot be read: {error.strerror}. Put the picture there, or import again."
        ) from error
    image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if image is None:
        raise RaresightError(
            f"{path} is not a whole picture ({data.size} bytes came; expected JPEG, PNG, WebP, BMP "
            "or TIFF). Replace or remove it."
        )
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def _cut_tiles(rows: pd.DataFrame, size_px: int, images: np.ndarray) -> None:
    """Fill ``images``; each photo is decoded once, however many tiles of it are wanted."""
    folder = photos_folder()
    if not folder.is_dir():
        raise RaresightError(
            f"The street photos are not at {folder}. Download the STORM graffiti dataset "
            "(doi:10.5281/zenodo.3238357) and name its folder of photos in RARESIGHT_PHOTOS."
        )
    places = rows.reset_index(drop=True)
    for photo, part in places.groupby("photo", sort=False):
        picture = read_image(folder / str(photo))
        for i, x, y, size in zip(part.index, part["x"], part["y"], part["size"], strict=True):
            images[i] = resize(picture[y : y + size, x : x + size], size_px)
