"""Find near-copies by perceptual hash, and tie them into one scene."""

from __future__ import annotations

import imagehash
import numpy as np
from PIL import Image

MAX_BITS = 6  # of 64: re-encoded, resized or slightly cropped copies stay below, others rarely do
_BLOCK = 1_024  # rows compared at once: 1,024 x 50,000 distances are 50 MB


def perceptual_hash(image: np.ndarray) -> np.uint64:
    """Hash a picture (h, w, 3) uint8 by the signs of its low frequencies (pHash, 64 bits)."""
    bits = imagehash.phash(Image.fromarray(image)).hash.ravel()
    return np.packbits(bits).view(">u8")[0].astype(np.uint64)


def near_pairs(hashes: np.ndarray, max_bits: int = MAX_BITS) -> np.ndarray:
    """Return index pairs (n_pairs, 2), first < second, whose hashes differ in few bits.

    hashes: (n_images,) uint64.
    """
    found = []
    for start in range(0, hashes.size, _BLOCK):
        block = hashes[start : start + _BLOCK]
        distance = np.bitwise_count(block[:, None] ^ hashes[None, start:])
        first, second = np.nonzero(distance <= max_bits)
        keep = second > first
        found.append(np.stack([first[keep] + start, second[keep] + start], axis=1))
    return np.concatenate(found) if found else np.empty((0, 2), int)


def merge_scenes(scenes: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Give the images of each pair the same scene, and so all that share one with them.

    scenes: (n_images,) str. pairs: (n_pairs, 2) indices. A merged scene takes the first name.
    """
    parent: dict[str, str] = {}

    def root(scene: str) -> str:
        while parent.get(scene, scene) != scene:
            scene = parent[scene]
        return scene

    for i, j in pairs.tolist():
        first, second = sorted((root(scenes[i]), root(scenes[j])))
        parent[second] = first
    return np.array([root(scene) for scene in scenes.tolist()], dtype=object)
