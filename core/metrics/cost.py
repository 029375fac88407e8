"""What the mistakes cost, per 1,000 images."""

from __future__ import annotations

import numpy as np

from core.metrics.rates import divide


def cost_per_1000(
    tps: np.ndarray,
    fps: np.ndarray,
    fns: np.ndarray,
    tns: np.ndarray,
    cost_per_false_negative: float = 1.0,
    cost_per_false_positive: float = 1.0,
    prevalence: float | None = None,
) -> np.ndarray:
    """Return the cost of 1,000 images in the unit of the two costs, in the counts' shape.

    With ``prevalence`` (0 to 1) as on a street with that share of graffiti, else as counted.
    """
    tps, fps, fns, tns = (np.asarray(a, dtype=np.float64) for a in (tps, fps, fns, tns))
    if prevalence is None:
        cost = fns * cost_per_false_negative + fps * cost_per_false_positive
        return 1_000 * divide(cost, tps + fps + fns + tns)
    missed = prevalence * divide(fns, tps + fns)
    false_alarms = (1 - prevalence) * divide(fps, fps + tns)
    return 1_000 * (missed * cost_per_false_negative + false_alarms * cost_per_false_positive)
