"""Coasts, borders and the states of the US as lines, from a file of our own: nothing is fetched.

Made of Natural Earth's 1:110 million countries and of the state lines of the U.S. Census Bureau,
both in the public domain, as packed in world-atlas 2.0.2 and us-atlas 3.0.1; simplified to some
5 km in the US and 15 km elsewhere.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "outlines.json"


def outlines_within(
    west: float, south: float, east: float, north: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the lines that touch a box, in degrees, as lons and lats (n_points,), nan between."""
    shown = [
        line
        for line, (low, high) in _lines()
        if low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south
    ]
    gap = np.full((1, 2), np.nan)
    lons, lats = np.concatenate([part for line in shown for part in (line, gap)] or [gap]).T
    return lons, lats


@cache
def _lines() -> list[tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]]:
    """Read each line (n_points, 2) of lon and lat, and the corners of its box."""
    lines = [np.reshape(line, (-1, 2)) for line in json.loads(FILE.read_text(encoding="utf-8"))]
    return [(line, (line.min(axis=0), line.max(axis=0))) for line in lines]
