"""How many images of each class every fold holds."""

from __future__ import annotations

import pandas as pd

from core.datasets.manifest import EXTRA

GRAFFITI, REST, MORE = "graffiti", "no graffiti", "graffiti for more_graffiti alone"


def class_counts(manifest: pd.DataFrame) -> pd.DataFrame:
    """Return fold, kind (GRAFFITI, REST or MORE) and n_images; kinds without images left out."""
    kinds = manifest["label"].map({1: GRAFFITI, 0: REST})
    kinds = kinds.mask((manifest["role"] == EXTRA) & (manifest["label"] == 1), MORE)
    counts = manifest.groupby([manifest["fold"], kinds.rename("kind")]).size()
    return counts.rename("n_images").reset_index()
