"""Folds: each class spread evenly, a scene never in two."""

from __future__ import annotations

import warnings

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from core.errors import RaresightError

N_FOLDS = 5


def assign_folds(
    strata: np.ndarray, scenes: np.ndarray, *, seed: int = 0, n_folds: int = N_FOLDS
) -> np.ndarray:
    """Return the fold of every image, (n_images,) int8 from 0, by scikit-learn's grouped k-fold.

    strata: (n_images,), the class to spread evenly. scenes: (n_images,), kept together.
    """
    n_scenes = len(np.unique(scenes))
    if n_scenes < n_folds:
        raise RaresightError(
            f"There are {n_scenes} scenes; {n_folds} folds need at least as many, because a scene "
            "stays in one. Bring more pictures of other places."
        )
    folds = np.empty(len(strata), dtype=np.int8)
    splitter = StratifiedGroupKFold(n_folds, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        # A class with fewer images than folds is spread as far as it goes; import says so.
        warnings.filterwarnings("ignore", message="The least populated class", category=UserWarning)
        for fold, (_, part) in enumerate(splitter.split(strata, strata, scenes)):
            folds[part] = fold
    return folds
