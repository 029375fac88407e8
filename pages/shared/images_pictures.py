"""The pictures of a page of the gallery, sent once: what the browser has is left out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from core.datasets.boxes import NONE, boxes_within
from core.datasets.thumbnails import (
    large_picture,
    photo_size_px,
    picture_keys,
    thumbnails,
    whole_photo,
)
from core.datasets.validated import ValidatedImages
from pages.shared.images_payload import Boxes, Page


@dataclass(frozen=True, slots=True)
class Pictures:
    """words: version, and what goes with the pictures. frames: tables to send, if any.

    problem: why a picture is absent. A browser never reports a version as known of which one was.
    """

    words: dict[str, Any]
    frames: dict[str, pa.Table]
    problem: str = ""


def page_pictures(
    name: str, table: ValidatedImages, page: Page, known: Collection[str]
) -> Pictures:
    """Return the thumbnails of a page. known: versions the browser reported."""
    places = table.rows[page.indices]
    rows = table.manifest.iloc[places[places >= 0]]
    words = {"version": _version(places.tolist(), picture_keys(name, rows))}
    if words["version"] in known:
        return Pictures(words, {})
    drawn = thumbnails(name, rows)
    jpegs: list[bytes | None] = [None] * len(places)
    for i, jpeg in zip(np.flatnonzero(places >= 0).tolist(), drawn.jpegs, strict=True):
        jpegs[i] = jpeg
    return Pictures(words, {"thumbnails": _table(jpegs)}, drawn.problem)


def large_pictures(
    name: str, table: ValidatedImages, page: Page, image: str, boxes: Boxes, known: Collection[str]
) -> Pictures | None:
    """Return the enlarged image and the photo it was cut from; None if it is not on the page.

    Its words: image, version, and of the photo, where there is one, frame (where the tile is) and
    boxes: lists of left, top, right, bottom in fractions of the photo.
    """
    shown = [i for i in page.indices.tolist() if table.images[i] == image and table.rows[i] >= 0]
    if not shown:
        return None
    row = table.manifest.iloc[[table.rows[shown[0]]]]
    words: dict[str, Any] = {"image": image, "version": _version("large", picture_keys(name, row))}
    size = photo_size_px(row) if "photo" in row else None
    if size is not None:
        own = boxes.get(row["photo"].iloc[0], NONE)
        words["boxes"] = boxes_within(own, 0, 0, *size).tolist()
        words["frame"] = boxes_within(_tile(row), 0, 0, *size).tolist()
    if words["version"] in known:
        return Pictures(words, {})
    photo = [] if size is None else [whole_photo(name, row)]
    return Pictures(words, {"large": _table([large_picture(name, row), *photo])})


def _tile(row: pd.DataFrame) -> np.ndarray:
    x, y, size = (float(row[column].iloc[0]) for column in ("x", "y", "size"))
    return np.array([[x, y, x + size, y + size]])


def _version(*of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()[:16]


def _table(jpegs: list[bytes | None]) -> pa.Table:
    return pa.table({"jpeg": pa.array(jpegs, pa.binary())})
