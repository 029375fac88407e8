"""Images of an experiment as JPEGs for a page: small ones many at once, large ones one by one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
from PIL import Image

from core.datasets.images import load_images, photos_folder, read_image
from core.datasets.picture_cache import PictureCache, shared_cache
from core.datasets.scenes import draw_scene
from core.errors import RaresightError
from core.home import data_folder

THUMBNAIL_PX = 192  # shown at 110 to 160 px; a sharp screen has some to spare
LARGE_PX = 720  # the longer side of a photo beside its tile
QUALITY, LARGE_QUALITY = 82, 92
N_DRAWING = 2  # at once, whoever asks: so few pictures lie unpacked in memory
ORIENTATION, SIDEWAYS = 0x0112, (5, 6, 7, 8)  # EXIF; read_image turns such photos
SOURCE = ["photo", "x", "y", "size", "seed", "label"]


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """jpegs: one a row, None where it cannot be had; problem: why, of the first such."""

    jpegs: list[bytes | None]
    problem: str = ""


def thumbnails(
    experiment: str,
    rows: pd.DataFrame,
    size_px: int = THUMBNAIL_PX,
    kept: PictureCache | None = None,
) -> Thumbnails:
    """Return rows of a manifest as square JPEGs, in their order.

    A photo is decoded once, however many of its tiles are not in ``kept`` (the cache of the
    process, if none is given).
    """
    kept = shared_cache() if kept is None else kept
    keys = [("thumbnail", size_px, *key) for key in picture_keys(experiment, rows)]
    jpegs = [kept.get(key) for key in keys]
    groups = list(_by_photo(rows, [i for i, jpeg in enumerate(jpegs) if jpeg is None]))
    drawn = _drawers().map(lambda part: _draw(experiment, rows.iloc[part], size_px), groups)
    problem = ""
    for part, result in zip(groups, drawn, strict=True):
        problem = problem or result.problem
        for i, jpeg in zip(part, result.jpegs, strict=True):
            jpegs[i] = jpeg
            if jpeg is not None:
                kept.put(keys[i], jpeg)
    return Thumbnails(jpegs, problem)


def large_picture(experiment: str, row: pd.DataFrame) -> bytes | None:
    """Return the one image in ``row``, LARGE_PX a side at most; None where it cannot be had."""
    return _kept_one("large", experiment, row, lambda: _shrink(_as_it_is(experiment, row)))


def whole_photo(experiment: str, row: pd.DataFrame) -> bytes | None:
    """Return the photo that the one tile in ``row`` is cut from, LARGE_PX a side at most."""
    path = photos_folder() / str(row["photo"].iloc[0])
    return _kept_one("photo", experiment, row[["photo"]], lambda: _shrink(read_image(path)))


def photo_size_px(row: pd.DataFrame) -> tuple[int, int] | None:
    """Return width and height of the photo that the tile in ``row`` is cut from, upright."""
    try:
        with Image.open(photos_folder() / str(row["photo"].iloc[0])) as photo:
            width, height = photo.size
            turned = photo.getexif().get(ORIENTATION, 1) in SIDEWAYS
    except (OSError, ValueError):
        return None
    return (height, width) if turned else (width, height)


def picture_keys(experiment: str, rows: pd.DataFrame) -> list[tuple[Hashable, ...]]:
    """Return for each row what its picture follows from."""
    if {"photo", "seed"} & set(rows):
        source = rows[[name for name in SOURCE if name in rows]]
        folder = str(photos_folder())
        return [(folder, *own) for own in source.itertuples(index=False, name=None)]
    folder = data_folder(experiment) / "images"
    return [(str(folder), image, _changed_at(folder / image)) for image in rows["image"]]


def _kept_one(
    kind: str, experiment: str, row: pd.DataFrame, draw: Callable[[], np.ndarray]
) -> bytes | None:
    key = (kind, *picture_keys(experiment, row)[0])
    jpeg = shared_cache().get(key)
    if jpeg is None:
        try:
            jpeg = _drawers().submit(lambda: _encode(draw(), LARGE_QUALITY)).result()
        except (ValueError, cv2.error):
            return None
        shared_cache().put(key, jpeg)
    return jpeg


def _draw(experiment: str, rows: pd.DataFrame, size_px: int) -> Thumbnails:
    """Draw rows together; where that fails each by itself, so that the whole ones are there."""
    try:
        images = load_images(experiment, rows, size_px)
        return Thumbnails([_encode(image, QUALITY) for image in images])
    except (ValueError, cv2.error) as error:  # a RaresightError, or a tile outside its photo
        problem = str(error)
        if not isinstance(error, RaresightError):
            problem = f"{rows['image'].iloc[0]}: its row of the manifest gives no picture: {error}"
    if len(rows) == 1:
        return Thumbnails([None], problem)
    alone = [_draw(experiment, rows.iloc[[i]], size_px) for i in range(len(rows))]
    return Thumbnails([one.jpegs[0] for one in alone], problem)


def _as_it_is(experiment: str, row: pd.DataFrame) -> np.ndarray:
    if "seed" in row:
        return draw_scene(int(row["seed"].iloc[0]), graffiti=bool(row["label"].iloc[0]))
    if "photo" in row:
        return load_images(experiment, row, int(row["size"].iloc[0]))[0]
    return read_image(data_folder(experiment) / "images" / row["image"].iloc[0])


def _by_photo(rows: pd.DataFrame, places: list[int]) -> Iterable[list[int]]:
    """Put together the places that one photo serves; every other place is by itself."""
    if "photo" not in rows or "seed" in rows:
        return [[i] for i in places]
    photos = rows["photo"].to_numpy()
    groups: dict[str, list[int]] = {}
    for i in places:
        groups.setdefault(photos[i], []).append(i)
    return groups.values()


def _shrink(pixels: np.ndarray) -> np.ndarray:
    scale = LARGE_PX / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _encode(pixels: np.ndarray, quality: int) -> bytes:
    bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _drawers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(N_DRAWING, thread_name_prefix="thumbnails")
