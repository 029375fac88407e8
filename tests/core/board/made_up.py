"""Scores with ties on the grid, for the board's tables."""

import numpy as np


def labelled_scores(seed=0, n=1_200, share=0.1):
    """Return y_true and y_score, (n,)."""
    rng = np.random.default_rng(seed)
    y_true = (rng.random(n) < share).astype(np.int8)
    return y_true, np.round(rng.beta(1 + 2 * y_true, 4), 2)


def repeated(y_true, y_score, times):
    """Return images in which each one with graffiti stands ``times`` times."""
    rows = np.repeat(np.arange(y_true.size), np.where(y_true == 1, times, 1))
    return y_true[rows], y_score[rows]
