"""Find images taken so close to each other that they may show the same wall."""

from __future__ import annotations

import numpy as np
from sklearn.neighbors import BallTree

SAME_PLACE_M = 50.0  # a facade is seen from this far along its street
EARTH_RADIUS_M = 6_371_000.0


def near_places(lats: np.ndarray, lons: np.ndarray, within_m: float = SAME_PLACE_M) -> np.ndarray:
    """Return index pairs (n_pairs, 2) that tie together all images at most ``within_m`` apart.

    lats, lons: (n_images,) degrees; an image whose place is nan is in no pair. Images at one spot
    are tied to the first of them, not each to each.
    """
    known = np.flatnonzero(~(np.isnan(lats) | np.isnan(lons)))
    if not known.size:
        return np.empty((0, 2), int)
    spots = np.radians(np.column_stack([lats, lons])[known])
    places, first, spot_of = np.unique(spots, axis=0, return_index=True, return_inverse=True)
    same = np.column_stack([first[spot_of.ravel()], np.arange(known.size)])
    near = BallTree(places, metric="haversine").query_radius(places, within_m / EARTH_RADIUS_M)
    a = np.repeat(np.arange(len(places)), [len(others) for others in near])
    close = np.column_stack([first[a], first[np.concatenate(near)]])
    pairs = known[np.concatenate([same, close])]
    return pairs[pairs[:, 0] < pairs[:, 1]]
