"""Labels that a classifier's own scores speak against."""

from __future__ import annotations

import numpy as np

from core.metrics.counts import predict_positive


def doubts_label(y_true: np.ndarray, y_score: np.ndarray) -> np.ndarray:
    """Tell which labels confident learning counts as probably wrong, (n_images,) bool.

    y_true: (n_images,) of 0 and 1. y_score: (n_images,), P(graffiti) from a model that did not
    see the image. A class is believed where its probability reaches the mean it has on the images
    labelled so: the bar follows a strategy whose scores are all too high or too low. Doubted is a
    label when the likeliest believed class is the other one; with a class empty, none is.

    Northcutt, Jiang, Chuang: Confident Learning: Estimating Uncertainty in Dataset Labels,
    Journal of Artificial Intelligence Research 70 (2021), the confident joint of section 3.
    """
    graffiti = np.asarray(y_true) == 1
    if graffiti.all() or not graffiti.any():
        return np.zeros(graffiti.shape, dtype=bool)
    score = np.asarray(y_score, dtype=np.float64)
    believed = predict_positive(score, float(score[graffiti].mean()))
    rejected = predict_positive(1 - score, float((1 - score[~graffiti]).mean()))
    says_graffiti = believed & (~rejected | (score > 0.5))
    says_rest = rejected & (~believed | (score < 0.5))
    return np.where(graffiti, says_rest, says_graffiti)
