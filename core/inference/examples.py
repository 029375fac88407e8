"""Pictures to try the page with: drawn scenes, and photos of the experiment where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.datasets.images import photos_folder
from core.datasets.manifest import load_manifest, manifest_path
from core.datasets.scenes import draw_scene
from core.errors import RaresightError

# Far beyond the seeds of rendered-scenes, so that no model has seen them.
SCENES = ((9_000_001, True), (9_000_004, False), (9_000_007, True), (9_000_010, False))
N_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A picture file in memory."""

    name: str
    data: bytes


@lru_cache(maxsize=1)
def drawn_examples() -> tuple[Example, ...]:
    """Return street scenes drawn from seeds that no experiment uses."""
    return tuple(
        Example(f"scene-{seed}.png", _png(draw_scene(seed, graffiti=graffiti)))
        for seed, graffiti in SCENES
    )


@lru_cache(maxsize=4)
def photo_examples(experiment: str) -> tuple[Example, ...]:
    """Return some photos of validation fold 0; none where they are absent.

    The model that classifies uploads is that of fold 0, so it has not seen them.
    """
    if not manifest_path(experiment).is_file():
        return ()
    try:
        manifest = load_manifest(experiment)
    except RaresightError:  # the other pages name what is wrong with it
        return ()
    if "photo" not in manifest:
        return ()
    photos = manifest["photo"][manifest["fold"] == 0].unique()
    some = photos[:: max(1, len(photos) // N_PHOTOS)][:N_PHOTOS]
    paths = [photos_folder() / str(photo) for photo in some]
    return tuple(Example(path.name, path.read_bytes()) for path in paths if path.is_file())


def _png(pixels: np.ndarray) -> bytes:
    return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()
