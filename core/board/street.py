"""A sweep as a street with another share of graffiti would give it."""

from __future__ import annotations

import numpy as np

from core.metrics.sweep import ThresholdSweep


def street_sweep(sweep: ThresholdSweep, prevalence: float | None) -> ThresholdSweep:
    """Re-weigh the classes to ``prevalence`` (0 to 1); None leaves the sweep as it is.

    The counts become float64 and add up to the same number of images: what those images would
    be on the street, if each class were flagged as here.
    """
    if prevalence is None or not sweep.n_positives or not sweep.n_negatives:
        return sweep
    n_images = sweep.n_positives + sweep.n_negatives
    graffiti = np.float64(prevalence * n_images / sweep.n_positives)
    clean = np.float64((1 - prevalence) * n_images / sweep.n_negatives)
    return ThresholdSweep(
        sweep.thresholds,
        tps=sweep.tps * graffiti,
        fps=sweep.fps * clean,
        fns=sweep.fns * graffiti,
        tns=sweep.tns * clean,
    )
