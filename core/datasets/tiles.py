"""Photos with graffiti boxes become labelled tiles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.datasets.folds import assign_folds
from core.datasets.manifest import ALL, EXTRA
from core.errors import RaresightError

TILE_PX = 240
STEP_PX = 120
CLEAR_PX = 16  # a clean tile keeps this far from every box
MANY = 0.10  # share of the tile under boxes that makes it graffiti
SOME, MOST_OF_A_BOX = 0.02, 0.60  # or this share, where it holds this much of one box
ARTICLE_GRAFFITI, ARTICLE_REST = 141, 3_986  # the article's validation images
BOX_COLUMNS = ["photo", "xmin", "ymin", "xmax", "ymax"]
CLEAN, GRAFFITI, AMBIGUOUS = 0, 1, -1


def tile_corners(width_px: int, height_px: int) -> np.ndarray:
    """Upper left corners (x, y) of the whole tiles of a photo, (n_tiles, 2), row by row."""
    xs = np.arange(0, width_px - TILE_PX + 1, STEP_PX)
    ys = np.arange(0, height_px - TILE_PX + 1, STEP_PX)
    return np.array([(x, y) for y in ys for x in xs], dtype=int).reshape(-1, 2)


def label_tile(x: int, y: int, boxes: np.ndarray) -> int:
    """Label the tile at (x, y): CLEAN, GRAFFITI, or AMBIGUOUS, which is left out.

    boxes: (n_boxes, 4) xmin, ymin, xmax, ymax in pixels of the photo.
    """
    low, high = np.array([x, y]), np.array([x, y]) + TILE_PX
    near = np.all((boxes[:, :2] < high + CLEAR_PX) & (boxes[:, 2:] > low - CLEAR_PX), axis=1)
    if not near.any():
        return CLEAN
    cut = np.clip(boxes[near], np.tile(low, 2), np.tile(high, 2))
    inside = _area(cut)
    covered = _union_area(cut - np.tile(low, 2)) / TILE_PX**2
    holds_a_box = np.any(inside >= MOST_OF_A_BOX * _area(boxes[near]))
    return GRAFFITI if covered >= MANY or (holds_a_box and covered >= SOME) else AMBIGUOUS


def tile_manifest(photos: pd.DataFrame, boxes: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Cut every photo into labelled tiles, with folds by scene.

    photos: columns photo, width, height (pixels), scene. boxes: photo, xmin, ymin, xmax, ymax.
    All clean tiles stay; graffiti is sampled to the article's 141 : 3,986, and the rest of it
    has the role ``extra``.
    """
    _check_boxes(photos, boxes)
    by_photo = {
        photo: part[BOX_COLUMNS[1:]].to_numpy(float) for photo, part in boxes.groupby("photo")
    }
    rows = []
    for photo in photos.itertuples():
        own = by_photo.get(photo.photo, np.empty((0, 4)))
        for x, y in tile_corners(photo.width, photo.height).tolist():
            label = label_tile(x, y, own)
            if label != AMBIGUOUS:
                name = f"{photo.photo.rsplit('.', 1)[0]}-x{x}-y{y}"
                rows.append((name, label, photo.scene, photo.photo, x, y, TILE_PX))
    tiles = pd.DataFrame(rows, columns=["image", "label", "scene", "photo", "x", "y", "size"])
    tiles["role"] = _roles(tiles["label"].to_numpy(), seed)
    # Three strata: sampled graffiti, the rest of it, and clean, each spread over the folds.
    strata = tiles["label"].to_numpy() + (tiles["role"] == EXTRA).to_numpy()
    tiles["fold"] = assign_folds(strata, tiles["scene"].to_numpy(), seed=seed)
    return tiles


def _roles(labels: np.ndarray, seed: int) -> np.ndarray:
    graffiti = np.flatnonzero(labels == GRAFFITI)
    wanted = round((labels == CLEAN).sum() * ARTICLE_GRAFFITI / ARTICLE_REST)
    roles = np.full(labels.size, ALL, dtype=object)
    roles[np.random.default_rng(seed).permutation(graffiti)[wanted:]] = EXTRA
    return roles


def _area(boxes: np.ndarray) -> np.ndarray:
    return np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1)


def _union_area(boxes: np.ndarray) -> int:
    """Pixels of a tile under at least one box; overlapping boxes count once."""
    mask = np.zeros((TILE_PX, TILE_PX), dtype=bool)
    for xmin, ymin, xmax, ymax in boxes.round().astype(int).tolist():
        mask[ymin:ymax, xmin:xmax] = True
    return int(mask.sum())


def _check_boxes(photos: pd.DataFrame, boxes: pd.DataFrame) -> None:
    missing = [name for name in BOX_COLUMNS if name not in boxes.columns]
    if missing:
        raise RaresightError(
            f"The boxes have the columns {list(map(str, boxes.columns))}; {missing} is missing. "
            f"Expected {BOX_COLUMNS}, in pixels."
        )
    unknown = set(boxes["photo"]) - set(photos["photo"])
    if unknown:
        raise RaresightError(
            f"{len(unknown)} photos have boxes but no picture, for example {min(unknown)!r}. "
            "Give the folder that holds them, or take their boxes out."
        )
