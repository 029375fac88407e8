"""The rendered-scenes experiment: which seeds, which classes, which folds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.datasets.folds import N_FOLDS
from core.datasets.manifest import ALL

PER_FOLD, GRAFFITI_PER_FOLD = 4_127, 141  # the article's validation images, in every fold


def rendered_manifest() -> pd.DataFrame:
    """Return 20,635 scenes: image, label, scene, fold, seed; each is a scene of its own."""
    seeds = np.arange(N_FOLDS * PER_FOLD)
    place = seeds % PER_FOLD
    folds = seeds // PER_FOLD
    names = [f"scene-{seed:05d}" for seed in seeds.tolist()]
    return pd.DataFrame(
        {
            "image": names,
            "label": (place < GRAFFITI_PER_FOLD).astype(np.int8),
            "scene": names,
            "fold": folds.astype(np.int8),
            "seed": seeds,
            "role": ALL,
        }
    )
