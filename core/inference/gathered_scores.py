"""The scores of an experiment's images by one strategy, none by a model that saw the image."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.datasets.manifest import load_manifest, manifest_path
from core.inference.score_store import ScoringModel, load_scores


def gathered_scores(
    experiment: str, model: ScoringModel, validated: pd.DataFrame | None
) -> pd.DataFrame:
    """Return image, score (float32, nan where it could not be read), error.

    validated: the strategy's pooled validation predictions, image and y_score. Where the model was
    trained on labels of these very images, a labelled one has the score of its validation, by the
    model of the fold that did not see it; and none, where that fold is not trained.
    """
    table = load_scores(experiment, model)
    if model.experiment != experiment or not manifest_path(experiment).is_file():
        return table
    others = table[~table["image"].isin(load_manifest(experiment)["image"])]
    if validated is None:
        return others.reset_index(drop=True)
    own = pd.DataFrame({"image": validated["image"], "error": ""})
    own["score"] = validated["y_score"].to_numpy(np.float32)
    return pd.concat([others, own], ignore_index=True)[["image", "score", "error"]]
