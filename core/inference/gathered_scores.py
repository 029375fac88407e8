"""The scores of an experiment's images by one strategy, none by a model that saw the image."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.datasets.manifest import load_manifest, manifest_path
from core.inference.score_store import ScoringModel, load_scores


def gathered_scores(
    experiment: str, model: ScoringModel, validated: pd.DataFrame | None
) -> pd.DataFrame:
    """Return image, score (float32), error: one row an image that needs no scoring any more.

    validated: the strategy's pooled validation predictions, image and y_score. Where the model was
    trained on labels of these very images, a labelled one has the score of its validation, by the
    model of the fold that did not see it; nan, where that fold is not trained. Also nan, and error
    says why, where an image could not be read.
    """
    table = load_scores(experiment, model)
    if model.experiment != experiment or not manifest_path(experiment).is_file():
        return table
    seen = load_manifest(experiment)["image"]
    known = (
        {}
        if validated is None
        else dict(zip(validated["image"], validated["y_score"], strict=True))
    )
    own = pd.DataFrame({"image": seen, "score": seen.map(known).astype(np.float32), "error": ""})
    return pd.concat([table[~table["image"].isin(seen)], own], ignore_index=True)
