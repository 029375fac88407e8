"""Mapillary's Graph API v4: what to ask, and what the answers mean.

Protocol: https://www.mapillary.com/developer/api-documentation, read in 2026. Nothing is billed, so
whatever was lost is asked again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from math import cos, radians
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from core.collection.jpeg import checked_picture
from core.collection.options import CollectOptions
from core.collection.outcomes import Denied, NoPicture, ReplyLost, TryLater
from core.collection.points import Point, distance_m
from core.collection.secret import hide
from core.collection.service import Place, one_line
from core.collection.web import Answer, fetch

BASE_URL = "https://graph.mapillary.com"
FIELDS = "id,thumb_1024_url,computed_geometry,geometry,captured_at,compass_angle,is_pano,creator"
LIMIT = 2000  # the most there is; a part of the images in a box would not be the same each time
METRES_PER_DEGREE = 111_195.0
TOO_MUCH, UNWELL, GONE = (4, 17, 613), (1, 2), (100,)


class TooDense(Exception):
    """The box holds more images than the service can list."""


class Mapillary:
    """The service, with a token."""

    bills = False

    def __init__(self, options: CollectOptions, token: str, *, base_url: str = "") -> None:
        self._base = (base_url or BASE_URL).rstrip("/")
        self._options, self._token = options, token
        self._thumbs: dict[str, object] = {}  # addresses of this run's finds; they last for hours

    def find(self, point: Point) -> Place | None:
        """Look for the nearest flat (not 360°) image no further away than ``search_m``."""
        for search_m in (self._options.search_m, self._options.search_m / 3):
            try:
                images = self._search(point, search_m)
            except TooDense:
                continue  # a smaller box holds fewer
            place = nearest(images, point, search_m)
            if place:
                thumbs = {str(i["id"]): i.get("thumb_1024_url") for i in images if _parse(i)}
                self._thumbs[place.pano_id] = thumbs[place.pano_id]
            return place
        return None

    def _search(self, point: Point, search_m: float) -> list[Any]:
        asked = {"bbox": box(point, search_m), "fields": FIELDS, "limit": LIMIT}
        try:
            images = self._ask("/images", asked).get("data")
        except NoPicture as error:
            raise self._denied(str(error)) from None
        if not isinstance(images, list):
            raise TryLater("an answer without data")
        return images

    def picture(self, place: Place) -> bytes:
        """Fetch the image 1,024 pixels wide; where its address is not known or old, ask for it."""
        with suppress(NoPicture):
            return self._download(self._thumbs.pop(place.pano_id, None))
        found = self._ask(f"/{quote(place.pano_id, safe='')}", {"fields": "thumb_1024_url"})
        return self._download(found.get("thumb_1024_url"))

    def _download(self, url: object) -> bytes:
        schemes = ("https", urlsplit(self._base).scheme)
        if not isinstance(url, str) or urlsplit(url).scheme not in schemes:
            raise NoPicture("no address of a thumbnail came")
        return checked_picture(self._get(url, follow=True))

    def _ask(self, path: str, asked: Mapping[str, object]) -> dict[str, Any]:
        url = f"{self._base}{path}?{urlencode(asked)}"
        answer = self._get(url, {"Authorization": f"OAuth {self._token}"})
        try:
            found = json.loads(answer.body)
            problem = found.get("error")
        except (ValueError, AttributeError):
            found, problem = {}, None
            if answer.status == 200:
                raise TryLater(f"{answer.content_type} came instead of JSON") from None
        if answer.status != 200 or problem:
            raise self._outcome(answer, problem if isinstance(problem, dict) else {})
        return found

    def _get(
        self, url: str, headers: Mapping[str, str] | None = None, *, follow: bool = False
    ) -> Answer:
        try:
            answer = fetch(url, timeout_s=self._options.timeout_s, headers=headers, follow=follow)
        except ReplyLost as error:
            raise TryLater(str(error)) from None
        if b"reduce the amount of data" in answer.body[:2000]:
            raise TooDense
        if answer.status == 429 or answer.status >= 500:
            raise TryLater(
                f"HTTP {answer.status}", wait_s=answer.retry_after_s, quota=answer.status == 429
            )
        if follow and answer.status != 200:
            raise NoPicture(f"HTTP {answer.status}")
        return answer

    def _outcome(self, answer: Answer, problem: Mapping[str, Any]) -> Exception:
        code, said = problem.get("code"), hide(one_line(problem.get("message")), [self._token])
        what = f"HTTP {answer.status} {said}".strip()
        if code in TOO_MUCH or code in UNWELL:
            return TryLater(what, wait_s=answer.retry_after_s, quota=code in TOO_MUCH)
        if answer.status == 404 or code in GONE:
            return NoPicture(what)
        return self._denied(what)

    def _denied(self, what: str) -> Denied:
        return Denied(
            f"Mapillary answered {what!r}; expected images. Make a client token at "
            "https://www.mapillary.com/dashboard/developers, give it as MAPILLARY_TOKEN, and run "
            "the same command again."
        )


def box(point: Point, search_m: float) -> str:
    """Return west,south,east,north of the square around a point, in degrees.

    >>> box(Point(0, 10, 0), 111.195)
    '9.999000,-0.001000,10.001000,0.001000'
    """
    up = search_m / METRES_PER_DEGREE
    out = up / cos(radians(point.lat))
    corners = (point.lon - out, point.lat - up, point.lon + out, point.lat + up)
    return ",".join(f"{corner:.6f}" for corner in corners)


def nearest(images: list[Any], point: Point, search_m: float) -> Place | None:
    """Return the flat image nearest to a point, the smaller id of two as near; None for none."""
    places = [place for image in images if (place := _parse(image))]
    far = {place: distance_m(place.lat, place.lon, point.lat, point.lon) for place in places}
    near = [place for place in places if far[place] <= search_m]
    return min(near, key=lambda place: (far[place], place.pano_id), default=None)


def _parse(image: Any) -> Place | None:
    """Read one image of a search; None for one that is no flat picture at a known place."""
    try:
        lon, lat = (image.get("computed_geometry") or image["geometry"])["coordinates"][:2]
        place = str(image["id"]), float(lat), float(lon)
        if image.get("is_pano"):
            return None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    angle, creator, when = (image.get(k) for k in ("compass_angle", "creator", "captured_at"))
    heading = round(float(angle), 1) % 360 if isinstance(angle, int | float) else None
    date = f"{datetime.fromtimestamp(when / 1000, UTC):%Y-%m-%d}" if isinstance(when, int) else ""
    author = one_line(creator.get("username")) if isinstance(creator, dict) else ""
    return Place(*place, heading, date, author)
