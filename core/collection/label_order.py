"""Which image is labelled next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

HIGHEST, NEAREST, RANDOM = "highest", "nearest", "random"
ORDERS = (HIGHEST, NEAREST, RANDOM)


def order_images(
    images: Sequence[str], scores: pd.DataFrame, order: str, *, threshold: float, seed: int = 0
) -> list[str]:
    """Return the images in the order to label them.

    scores: columns image and score (nan if none). highest: the largest score first, where the rare
    class is likeliest. nearest: nearest to the threshold first, where the model is least certain.
    random: drawn by name and seed, so that images gathered later change no other's turn. Images
    without a score come last, in random order.
    """
    known = scores.dropna(subset="score").drop_duplicates("image").set_index("image")["score"]
    score = known.reindex(list(images)).to_numpy(np.float64)
    if order == RANDOM:
        rank = np.zeros(score.size)
    elif order == HIGHEST:
        rank = -score
    else:
        rank = np.abs(score - threshold)
    chance = np.array([_draw(image, seed) for image in images], dtype=np.uint64)
    return [images[i] for i in np.lexsort((chance, rank))]  # nan goes last


def _draw(image: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{image}".encode()).digest()[:8])
