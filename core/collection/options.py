"""What to gather and how: one frozen record, made by the command."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from core.collection.cities import City
from core.errors import RaresightError
from core.home import check_folder_name

SOURCES = ("street_view", "mapillary")
HEADINGS = ("random", "building")
SETTINGS = ("source", "seed", "heading", "fov_deg", "pitch_deg", "search_m")


@dataclass(frozen=True, kw_only=True)
class CollectOptions:
    """Everything but the keys.

    per_city: images wanted in each city. heading: "random", or "building": from the camera towards
    the random point. fov_deg: [10, 120]. pitch_deg: [-90, 90]. search_m: how far from a point the
    camera may have stood, [5, 200]. at_once: requests in flight. per_second: requests begun in a
    second. n_may_bill: hard limit on requests that may be billed, counted over all runs of the
    experiment; None: none. timeout_s: for one request. backoff_s: the first wait when a service
    asks for patience; doubled each time.
    """

    experiment: str
    cities: tuple[City, ...]
    per_city: int
    source: str = "street_view"
    seed: int = 0
    heading: str = "random"
    fov_deg: float = 90.0
    pitch_deg: float = 0.0
    search_m: int = 50
    at_once: int = 4
    per_second: float = 10.0
    n_may_bill: int | None = None
    timeout_s: float = 30.0
    backoff_s: float = 1.0

    def __post_init__(self) -> None:
        """Raise RaresightError for what no service could answer."""
        check_folder_name(self.experiment)
        for name, value, allowed in (
            ("--source", self.source, SOURCES),
            ("--heading", self.heading, HEADINGS),
        ):
            if value not in allowed:
                raise RaresightError(
                    f"{name} is {value!r}; expected {' or '.join(allowed)}. Choose one of them."
                )

    @property
    def n_wanted(self) -> int:
        """Images wanted in all cities together."""
        return self.per_city * len(self.cities)

    @property
    def settings(self) -> dict[str, Any]:
        """What must stay the same when a run goes on, or its images would not belong together."""
        return {name: getattr(self, name) for name in SETTINGS}

    def as_json(self) -> dict[str, Any]:
        """Return plain values, for the gathering process."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> CollectOptions:
        """Rebuild the record from ``as_json``."""
        return cls(**{**values, "cities": tuple(City(**city) for city in values["cities"])})
