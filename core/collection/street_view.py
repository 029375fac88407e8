"""Google Street View Static API: what to ask, and what the answers mean.

Protocol: https://developers.google.com/maps/documentation/streetview (request-streetview, metadata,
digital-signature), read in 2026.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from core.collection.jpeg import checked_picture
from core.collection.options import CollectOptions
from core.collection.outcomes import Denied, NoPicture, ReplyLost, TryLater
from core.collection.points import Point, bearing_deg
from core.collection.secret import hide
from core.collection.service import Place, one_line
from core.collection.web import Answer, fetch
from core.errors import RaresightError

BASE_URL = "https://maps.googleapis.com"
PATH = "/maps/api/streetview"
SIZE = "640x640"  # the largest there is
WHAT_TO_DO = (
    "Nothing was billed for this answer. At https://console.cloud.google.com/google/maps-apis see "
    'that "Street View Static API" is enabled, that the project has billing, and that the '
    "restrictions of the key allow this API and this machine; then run the same command again."
)


class StreetView:
    """The service, with a key; metadata is free, each picture is billed."""

    bills = True

    def __init__(
        self, options: CollectOptions, key: str, *, signing_secret: str = "", base_url: str = ""
    ) -> None:
        base = (base_url or BASE_URL).rstrip("/")
        self._url = base if urlsplit(base).path else base + PATH
        self._options, self._key, self._signing_secret = options, key, signing_secret
        if signing_secret:
            sign("/", signing_secret)  # a secret that is none is said before anything is asked

    def find(self, point: Point) -> Place | None:
        """Ask which outdoor panorama is nearest."""
        where = {"location": point.text, "radius": self._options.search_m}
        try:
            answer = self._get("/metadata", where)
        except ReplyLost as error:
            raise TryLater(str(error)) from None
        found = self._parse_metadata(answer)
        return place_of(found, point, self._options) if found else None

    def picture(self, place: Place) -> bytes:
        """Fetch the picture; this is what costs money."""
        view = {"heading": place.heading, "fov": self._options.fov_deg}
        answer = self._get(
            "",
            {"pano": place.pano_id, "size": SIZE, "return_error_code": "true"}
            | view
            | {"pitch": self._options.pitch_deg},
        )
        if answer.status in (400, 404):
            raise NoPicture(f"HTTP {answer.status}")
        if answer.status != 200:
            raise self._refusal(f"HTTP {answer.status}", answer)
        return checked_picture(answer)

    def _get(self, path: str, asked: Mapping[str, object]) -> Answer:
        url = f"{self._url}{path}?{urlencode(asked | {'source': 'outdoor', 'key': self._key})}"
        if self._signing_secret:
            parts = urlsplit(url)
            url += f"&signature={sign(f'{parts.path}?{parts.query}', self._signing_secret)}"
        answer = fetch(url, timeout_s=self._options.timeout_s)
        if answer.status == 429 or answer.status >= 500:
            raise TryLater(
                f"HTTP {answer.status}", wait_s=answer.retry_after_s, quota=answer.status == 429
            )
        return answer

    def _parse_metadata(self, answer: Answer) -> dict[str, Any] | None:
        """Return the metadata where there is a panorama, None where there is none."""
        try:
            found = json.loads(answer.body)
            status = found["status"]
        except (ValueError, KeyError, TypeError):
            if answer.status in (401, 403):
                raise self._refusal(f"HTTP {answer.status}", answer) from None
            raise TryLater(
                f"HTTP {answer.status} with {answer.content_type} instead of metadata"
            ) from None
        if status in ("ZERO_RESULTS", "NOT_FOUND"):
            return None
        if status in ("OVER_QUERY_LIMIT", "UNKNOWN_ERROR"):
            quota = status == "OVER_QUERY_LIMIT"
            raise TryLater(status, wait_s=answer.retry_after_s, quota=quota)
        if status != "OK":
            raise self._refusal(str(status), answer, found.get("error_message"))
        return found

    def _refusal(self, what: str, answer: Answer, message: object = None) -> Denied:
        said = one_line(message)
        if not said and answer.content_type == "text/plain":
            said = one_line(answer.body.decode(errors="replace"))
        said = hide(f"{what} {said}".strip(), [self._key, self._signing_secret])
        return Denied(f"Street View answered {said!r}; expected a picture or OK. {WHAT_TO_DO}")


def place_of(found: Mapping[str, Any], point: Point, options: CollectOptions) -> Place:
    """Read the metadata of a panorama; the heading is the point's own, or towards the point."""
    try:
        pano_id = found["pano_id"]
        lat, lon = float(found["location"]["lat"]), float(found["location"]["lng"])
    except (KeyError, TypeError, ValueError):
        pano_id = None
    if not pano_id or not isinstance(pano_id, str):
        raise TryLater("OK without pano_id and location")
    towards = bearing_deg(lat, lon, point.lat, point.lon)
    heading = towards if options.heading == "building" else point.heading_deg
    author, date = one_line(found.get("copyright")), one_line(found.get("date"))
    return Place(pano_id, lat, lon, heading, date, author)


def sign(path_and_query: str, secret: str) -> str:
    """Return Google's digital signature of a URL: HMAC-SHA1, both ends in URL-safe base64."""
    try:
        key = base64.urlsafe_b64decode(secret)
    except (binascii.Error, ValueError):
        raise RaresightError(
            "GOOGLE_MAPS_SIGNING_SECRET is not URL-safe base64; expected the signing secret of the "
            "Cloud console's credentials page. Copy it again, or leave it out."
        ) from None
    digest = hmac.new(key, path_and_query.encode(), hashlib.sha1).digest()
    return base64.urlsafe_b64encode(digest).decode()
