"""Random places in a city's disc: the same for the same seed, whatever was gathered before."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from core.collection.cities import City

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place to look at. lat, lon: degrees. heading_deg: [0, 360), clockwise from north."""

    lat: float
    lon: float
    heading_deg: float

    @property
    def text(self) -> str:
        """Write the place as the services are asked, and as the journal names it.

        >>> Point(40.5, -74, 0).text
        '40.500000,-74.000000'
        """
        return f"{self.lat:.6f},{self.lon:.6f}"


def point_in_disc(city: City, seed: int, k: int) -> Point:
    """Return the city's k-th random point (k from 0), uniform by area, and a random heading.

    Depends on seed, city and k alone, so a run that goes on later draws the same places. Uniform
    on the sphere: the area of a cap grows with 1 - cos of its radius. Rounded to 1e-6 degrees
    (0.1 m), as the services are asked.
    """
    draw = random.Random(f"{seed}/{city.label}/{k}")
    angle = city.radius_km / EARTH_RADIUS_KM
    # 1 - cos(a) is 2 sin²(a/2), which keeps its digits where a is small.
    distance = 2 * asin(sqrt(draw.random()) * sin(angle / 2))
    bearing = 2 * pi * draw.random()
    lat, lon = radians(city.lat), radians(city.lon)
    north = sin(lat) * cos(distance) + cos(lat) * sin(distance) * cos(bearing)
    east = atan2(sin(bearing) * sin(distance) * cos(lat), cos(distance) - sin(lat) * north)
    there = (degrees(lon + east) + 180) % 360 - 180
    return Point(
        round(degrees(asin(north)), 6), round(there, 6), round(360 * draw.random(), 1) % 360
    )


def bearing_deg(from_lat: float, from_lon: float, to_lat: float, to_lon: float) -> float:
    """Return the direction to look in, [0, 360) degrees clockwise from north.

    >>> bearing_deg(40, -100, 41, -100), round(bearing_deg(0, 0, 0, -1))
    (0.0, 270)
    """
    here, there, turn = radians(from_lat), radians(to_lat), radians(to_lon - from_lon)
    across = sin(turn) * cos(there)
    along = cos(here) * sin(there) - sin(here) * cos(there) * cos(turn)
    return round(degrees(atan2(across, along)) % 360, 1) % 360


def distance_m(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Return metres between two places less than some kilometres apart."""
    east = radians(b_lon - a_lon) * cos(radians((a_lat + b_lat) / 2))
    return 1000 * EARTH_RADIUS_KM * hypot(radians(b_lat - a_lat), east)
