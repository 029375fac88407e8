"""Made-up runs for browser tests and for looking at pages: no training, known scores."""

import numpy as np
import pandas as pd

from core.runs.paths import run_folder
from core.runs.predictions import write_predictions

NAMES = (
    "naive",
    "f1_metric",
    "class_weights",
    "augmentation",
    "augmentation_street",
    "oversampling",
    "smote_augmentation",
    "focal_loss",
    "f1_loss",
    "more_graffiti",
    "naive_article_network",
    "mine",
)


def store_runs(n_strategies=9, *, names=NAMES, experiment="street-photos", n_folds=2, n=1_500):
    """Write runs into RARESIGHT_HOME; scores lie partly on the grid, with ties."""
    rng = np.random.default_rng(7)
    for fold in range(n_folds):
        y_true = (rng.random(n) < 0.06).astype(np.int8)
        hard = rng.normal(size=n)
        for i, name in enumerate(names[:n_strategies]):
            logit = -2.5 + 0.35 * (i % 5) + y_true * (2.2 + 0.15 * i) + hard + rng.normal(size=n)
            y_score = 1 / (1 + np.exp(-logit))
            on_grid = rng.random(n) < 0.3
            y_score[on_grid] = np.round(y_score[on_grid], 2)
            y_score[:8] = [0.0, 1.0, 0.29, 0.57, 0.58, 0.29, 0.57, 0.58]
            frame = pd.DataFrame({"image": [f"{fold}-{j}.jpg" for j in range(n)], "y_true": y_true})
            write_predictions(run_folder(experiment, name, fold), frame.assign(y_score=y_score))
