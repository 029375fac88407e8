"""Score a picture with several strategies, whole or tile by tile; decide at any threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.datasets.images import resize
from core.inference.library import ModelLibrary
from core.inference.tiles import cut_tiles, plan_tiles
from core.metrics.counts import predict_positive

Way = Literal["whole", "tiles"]
Verdict = Literal["graffiti", "no graffiti", "not sure"]
SQUARE = 1.1  # sides that differ by less: a tile or a scene, not a photo


@dataclass(frozen=True, slots=True)
class Classification:
    """The scores of one picture; a threshold decides on them without the models.

    tiles: (n, 3) int32 x, y, side in pixels; whole: one row. scores: strategy -> (n,) float32.
    """

    way: Way
    tiles: np.ndarray
    scores: dict[str, np.ndarray]

    def top_tile(self, strategy: str) -> int:
        """Return the row of the tile with the highest score; the first where several have it."""
        return int(np.argmax(self.scores[strategy]))

    def score(self, strategy: str) -> float:
        """Return the picture's score, that of its highest tile, widened to float64."""
        return float(self.scores[strategy].max())

    def flagged(self, strategy: str, threshold: float) -> np.ndarray:
        """Return the rows of the flagged tiles, highest score first."""
        scores = self.scores[strategy]
        order = np.argsort(-scores, kind="stable")
        return order[predict_positive(scores[order], threshold)]


def choose_way(width_px: int, height_px: int, share: float | None) -> Way:
    """Scan photos tile by tile where the models know tiles; a square picture is one tile."""
    square = max(width_px, height_px) < SQUARE * min(width_px, height_px)
    return "whole" if share is None or square else "tiles"


def classify(
    pictures: Sequence[np.ndarray],
    experiment: str,
    strategies: Sequence[str],
    *,
    library: ModelLibrary,
    shares: Sequence[float | None],
) -> list[Classification]:
    """Score pictures (h, w, 3) uint8 RGB together, one result each.

    shares: for each picture the side of its tiles as a share of its width, or None to score it
    whole. Raises RaresightError where a model cannot be loaded.
    """
    plans = [_plan(pixels, share) for pixels, share in zip(pictures, shares, strict=True)]

    def cut(size_px: int) -> np.ndarray:
        parts = [
            resize(pixels, size_px)[None] if share is None else cut_tiles(pixels, plan, size_px)
            for pixels, plan, share in zip(pictures, plans, shares, strict=True)
        ]
        return np.concatenate(parts)

    scores = library.score(experiment, strategies, cut) if pictures else {}
    ends = np.cumsum([len(plan) for plan in plans])[:-1]
    split = {strategy: np.split(values, ends) for strategy, values in scores.items()}
    return [
        Classification(
            "whole" if share is None else "tiles", plan, {s: parts[i] for s, parts in split.items()}
        )
        for i, (plan, share) in enumerate(zip(plans, shares, strict=True))
    ]


def _plan(pixels: np.ndarray, share: float | None) -> np.ndarray:
    height, width = pixels.shape[:2]
    if share is None:
        return np.array([(0, 0, min(width, height))], dtype=np.int32)
    return plan_tiles(width, height, share)


def decide(score: float, threshold: float, review_band: float = 0.0) -> Verdict:
    """Decide one score; "not sure" where it lies less than ``review_band`` from the threshold."""
    if abs(score - threshold) < review_band:
        return "not sure"
    return "graffiti" if predict_positive(np.array([score]), threshold)[0] else "no graffiti"
