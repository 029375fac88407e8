"""Which training images an epoch sees, in which order, with which weight."""

from __future__ import annotations

import numpy as np


def balanced_class_weight(y_train: np.ndarray) -> dict[int, float]:
    """Weigh class c by n / (2 n_c), scikit-learn's "balanced": the mean weight is 1.

    y_train: (n_images,) of 0 and 1, both present.
    """
    n_per_class = np.bincount(y_train, minlength=2)
    return {c: y_train.size / (2 * n_c) for c, n_c in enumerate(n_per_class.tolist())}


def epoch_order(labels: np.ndarray, balanced: bool, n_images: int, seed: list[int]) -> np.ndarray:
    """Return the indices (n_images,) of one epoch, shuffled; same seed, same order.

    labels: (n_train,). Balanced: every other one graffiti, each class gone through as evenly as
    its number allows. Otherwise without repetition; n_images at most n_train.
    """
    rng = np.random.default_rng(seed)
    if not balanced:
        return rng.permutation(labels.size)[:n_images]
    halves = []
    for label, wanted in ((1, n_images // 2), (0, n_images - n_images // 2)):
        own = np.flatnonzero(labels == label)
        rounds = -(-wanted // own.size)
        halves.append(np.concatenate([rng.permutation(own) for _ in range(rounds)])[:wanted])
    order = np.empty(n_images, dtype=int)
    order[1::2], order[0::2] = halves
    return order


def smote_images(
    images: np.ndarray, labels: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Add mixtures of neighbouring graffiti images until both classes are equal.

    images: (n, s, s, 3) uint8. labels: (n,) of 0 and 1. Returns both, longer; the given ones
    come first. Neighbours are looked for among at most five (Chawla et al., 2002).
    """
    from imblearn.over_sampling import SMOTE

    n_graffiti = int((labels == 1).sum())
    flat = images.reshape(len(images), -1).astype(np.float32)
    mixer = SMOTE(k_neighbors=min(5, n_graffiti - 1), random_state=seed)
    mixed, mixed_labels = mixer.fit_resample(flat, labels)
    new = mixed[len(images) :].round().astype(np.uint8).reshape(-1, *images.shape[1:])
    return np.concatenate([images, new]), mixed_labels.astype(labels.dtype)
