"""Where the graffiti is in the photos of an experiment: data/<experiment>/boxes.csv."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from core.datasets.tiles import BOX_COLUMNS
from core.errors import RaresightError
from core.home import data_folder

NONE = np.empty((0, 4))


def boxes_path(experiment: str) -> Path:
    """Return data/<experiment>/boxes.csv."""
    return data_folder(experiment) / "boxes.csv"


def load_boxes(experiment: str) -> Mapping[str, np.ndarray]:
    """Return photo -> (n_boxes, 4) xmin, ymin, xmax, ymax in pixels; empty where no file is.

    Raises RaresightError where the file is no table of boxes.
    """
    path = boxes_path(experiment)
    if not path.is_file():
        return {}
    try:
        boxes = pd.read_csv(path, dtype={"photo": str})
        corners = boxes[BOX_COLUMNS[1:]].to_numpy(float)
        photos = boxes["photo"].to_numpy()
    except (OSError, ValueError, KeyError) as error:
        raise RaresightError(
            f"{path} cannot be read as boxes: {error}; expected CSV with the columns "
            f"{', '.join(BOX_COLUMNS)}. Mend the file or take it away."
        ) from error
    return {photo: corners[photos == photo] for photo in pd.unique(photos)}


def boxes_within(boxes: np.ndarray, x: float, y: float, width: float, height: float) -> np.ndarray:
    """Cut boxes to a part of the photo; those that reach into it, (n, 4), as fractions of it.

    boxes: (n_boxes, 4) in pixels of the photo; x, y: the part's upper left corner in it.
    """
    scale = np.array([width, height, width, height], dtype=float)
    inside = np.clip((boxes - np.array([x, y, x, y])) / scale, 0, 1)
    return inside[(inside[:, 2:] > inside[:, :2]).all(axis=1)]
