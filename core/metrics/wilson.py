"""An interval for a share that was counted."""

from __future__ import annotations

from math import nan, sqrt
from statistics import NormalDist


def wilson_interval(n_hits: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Bound the share behind ``n_hits`` of ``n`` counted, after Wilson (1927).

    Returns low and high in [0, 1]; both nan where n is 0. Unlike the textbook interval it stays
    within [0, 1] and is not empty where nothing, or everything, was a hit.

    >>> low, high = wilson_interval(0, 10)
    >>> round(low, 3), round(high, 3)
    (0.0, 0.278)
    """
    if not n:
        return nan, nan
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, weight = n_hits / n, z * z / n
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    # At the ends the bound is exactly 0 or 1; rounding would leave it a hair beside.
    return (0.0 if n_hits == 0 else middle - half), (1.0 if n_hits == n else middle + half)
