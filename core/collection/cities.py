"""The cities to gather in: a CSV of discs.

``data/cities.csv`` holds the 50 most populous cities of the United States by the census of 2020
(U.S. Census Bureau, Public Law 94-171): the middle of each to about a kilometre, and the radius
of the circle as large as its land.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from core.errors import RaresightError

COLUMNS = ("name", "state", "lat", "lon", "radius_km")
LARGEST_RADIUS_KM = 500.0


@dataclass(frozen=True, slots=True)
class City:
    """A disc on the map. lat, lon: degrees, WGS 84, of its middle."""

    name: str
    state: str
    lat: float
    lon: float
    radius_km: float

    @property
    def label(self) -> str:
        """Name the city as tables and maps do.

        >>> City("Aurora", "CO", 39.7, -104.8, 11).label
        'Aurora, CO'
        """
        return f"{self.name}, {self.state}" if self.state else self.name


def load_cities(path: Path) -> list[City]:
    """Read name, state, lat, lon, radius_km; raises RaresightError naming line and remedy."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RaresightError(
            f"{path} cannot be read as CSV: {error}. Give a file with the columns "
            f"{', '.join(COLUMNS)}, as data/cities.csv has them."
        ) from error
    if missing or not rows:
        raise RaresightError(
            f"{path} has {len(rows)} rows and lacks the columns {missing}; expected a row a city "
            f"with {', '.join(COLUMNS)}. Mend it, or use data/cities.csv."
        )
    cities = [_city(row, f"{path}, city {i}") for i, row in enumerate(rows, start=1)]
    _check_once([city.label for city in cities], path)
    return cities


def _city(row: dict[str, str | None], where: str) -> City:
    try:
        lat, lon, radius_km = (float(row[name] or "") for name in ("lat", "lon", "radius_km"))
    except ValueError as error:
        raise RaresightError(
            f"{where}: lat, lon and radius_km must be numbers ({error}). Mend the row."
        ) from error
    name = (row["name"] or "").strip()
    inside = abs(lat) <= 85 and abs(lon) <= 180 and 0 < radius_km <= LARGEST_RADIUS_KM
    if not name or not inside:
        raise RaresightError(
            f"{where}: got name {name!r}, lat {lat}, lon {lon}, radius_km {radius_km}; expected a "
            f"name, lat in [-85, 85], lon in [-180, 180], radius_km in (0, {LARGEST_RADIUS_KM:g}]. "
            "Mend the row."
        )
    return City(name, (row["state"] or "").strip(), lat, lon, radius_km)


def _check_once(labels: list[str], path: Path) -> None:
    doubles = {label for label in labels if labels.count(label) > 1}
    if doubles:
        raise RaresightError(
            f"{path} names {sorted(doubles)[0]!r} more than once; expected each city once. "
            "Delete one of the rows, or tell them apart by name."
        )
