"""A folder of drawn scenes in the two-folder layout: which to draw, and drawing one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from core.datasets.scenes import draw_scene
from core.errors import RaresightError
from core.runs.atomic import atomic_write

ARTICLE_SHARE = 141 / (141 + 3_986)  # of the article's validation images
MAX_COUNT = 1_000_000
FOLDERS = {True: "graffiti", False: "no-graffiti"}


@dataclass(frozen=True)
class PlannedScene:
    """One scene to draw: its own seed and its class."""

    seed: int
    graffiti: bool

    @property
    def name(self) -> str:
        """File name below the folder: class folder, then the seed that draws it again."""
        return f"{FOLDERS[self.graffiti]}/scene-{self.seed:010d}.png"


def plan_scenes(count: int, seed: int, graffiti_share: float = ARTICLE_SHARE) -> list[PlannedScene]:
    """Choose ``count`` scenes of which ``graffiti_share`` (0 to 1, rounded) show graffiti.

    Same arguments, same plan. Scene i has the seed ``seed * MAX_COUNT + i``, so that two
    plans of different seeds share no scene.
    """
    if not 1 <= count <= MAX_COUNT or seed < 0:
        raise RaresightError(
            f"Scenes need a count of 1 to {MAX_COUNT:,} and a seed of 0 or more; got count "
            f"{count:,} and seed {seed}. Choose other numbers."
        )
    if not 0 <= graffiti_share <= 1:
        raise RaresightError(
            f"The graffiti share must lie between 0 and 1; got {graffiti_share}. "
            f"The article's is {ARTICLE_SHARE:.4f}; for 5 % say 0.05."
        )
    order = np.random.default_rng(seed).permutation(count)
    sprayed = set(order[: round(count * graffiti_share)].tolist())
    return [PlannedScene(seed * MAX_COUNT + i, i in sprayed) for i in range(count)]


def missing_scenes(plan: list[PlannedScene], out: Path) -> list[PlannedScene]:
    """Leave out the scenes whose file is there; files are written whole or not at all."""
    return [scene for scene in plan if not (out / scene.name).exists()]


def write_scenes(scenes: list[PlannedScene], out: Path, size_px: int) -> int:
    """Draw scenes into ``out`` as PNG, so that the file holds the drawn bytes; their number."""
    for scene in scenes:
        image = draw_scene(scene.seed, graffiti=scene.graffiti, size_px=size_px)
        _, png = cv2.imencode(".png", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
        with atomic_write(out / scene.name) as file:
            file.write(png.tobytes())
    return len(scenes)


def contact_sheet(seed: int, rows: int = 5, columns: int = 6) -> np.ndarray:
    """Draw scenes side by side, every other one with graffiti and in a red frame.

    Returns (rows * 264, columns * 264, 3) uint8 RGB. Neighbours differ in their seeds.
    """
    tiles = []
    for i in range(rows * columns):
        graffiti = i % 2 == 0
        image = draw_scene(seed * MAX_COUNT + i, graffiti=graffiti)
        frame = (214, 39, 40) if graffiti else (120, 120, 120)
        tiles.append(cv2.copyMakeBorder(image, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=frame))
    strips = [np.hstack(tiles[r * columns : (r + 1) * columns]) for r in range(rows)]
    return np.vstack(strips)
