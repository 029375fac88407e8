"""What a source of street images can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.collection.points import Point


@dataclass(frozen=True, slots=True)
class Place:
    """A picture a service can give. lat, lon: degrees, where the camera stood.

    heading: degrees clockwise from north, None if unknown. date: as the service says, "" if
    unknown. author: who took it, "" if unknown.
    """

    pano_id: str
    lat: float
    lon: float
    heading: float | None
    date: str
    author: str


class Service(Protocol):
    """One attempt each: raises TryLater where another may fare better, Denied where none will.

    bills: whether a picture costs money. Then ``picture`` may raise ReplyLost as well.
    """

    bills: bool

    def find(self, point: Point) -> Place | None:
        """Return the picture nearest to a point, None where there is none; always free."""

    def picture(self, place: Place) -> bytes:
        """Return an image file, whole and readable; NoPicture where there is none to be had."""


def one_line(value: object) -> str:
    """Bring text of a service onto one line of a table, at most 200 characters.

    >>> one_line(" Ann\\n Lee "), one_line(None)
    ('Ann Lee', '')
    """
    return " ".join(value.split())[:200] if isinstance(value, str) else ""
