"""How large the images of an experiment are, before they are brought to one size."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
from PIL import Image

from core.datasets.scenes.lens import PHOTO_PX
from core.home import data_folder

COLUMNS = ["width", "height"]


def is_written_down(manifest: pd.DataFrame) -> bool:
    """Tell whether the sizes follow from the manifest, without opening a file."""
    return "seed" in manifest or "size" in manifest


def image_sizes(experiment: str, manifest: pd.DataFrame) -> pd.DataFrame:
    """Return width and height in pixels and n_images, the most frequent size first.

    Tiles are as large as they are cut, scenes as large as they are drawn; of files the header is
    read. One that cannot be read counts at nan.
    """
    if "seed" in manifest:
        sizes = [(PHOTO_PX, PHOTO_PX)] * len(manifest)
    elif "size" in manifest:
        sizes = [(size, size) for size in manifest["size"].tolist()]
    else:
        folder = data_folder(experiment) / "images"
        sizes = [_file_size(folder / name) for name in manifest["image"]]
    counts = pd.DataFrame(sizes, columns=COLUMNS).value_counts(COLUMNS, dropna=False)
    return counts.rename("n_images").reset_index()


def _file_size(path: Path) -> tuple[float, float]:
    try:
        # Pillow warns of very large pictures, and refuses larger ones; the header says enough.
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("ignore")
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return image.size[::-1] if turned else image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return float("nan"), float("nan")
