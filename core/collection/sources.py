"""Open a source with the user's own key."""

from __future__ import annotations

import os

from core.collection.mapillary import Mapillary
from core.collection.options import CollectOptions
from core.collection.secret import find_secret
from core.collection.service import Service
from core.collection.street_view import StreetView
from core.errors import RaresightError

STREET_VIEW_KEY, SIGNING_SECRET = "GOOGLE_MAPS_API_KEY", "GOOGLE_MAPS_SIGNING_SECRET"
MAPILLARY_KEY = "MAPILLARY_TOKEN"
WHERE = {
    STREET_VIEW_KEY: "https://console.cloud.google.com/google/maps-apis/credentials",
    MAPILLARY_KEY: "https://www.mapillary.com/dashboard/developers",
}


def open_service(options: CollectOptions) -> Service:
    """Return the source of the options; RaresightError where its key is missing.

    RARESIGHT_STREET_VIEW_URL and RARESIGHT_MAPILLARY_URL replace the base addresses.
    """
    if options.source == "mapillary":
        base_url = os.environ.get("RARESIGHT_MAPILLARY_URL", "")
        return Mapillary(options, _key(MAPILLARY_KEY), base_url=base_url)
    return StreetView(
        options,
        _key(STREET_VIEW_KEY),
        signing_secret=find_secret(SIGNING_SECRET) or "",
        base_url=os.environ.get("RARESIGHT_STREET_VIEW_URL", ""),
    )


def known_secrets() -> list[str]:
    """Return every key that is set, so that it can be kept out of a text."""
    names = (STREET_VIEW_KEY, SIGNING_SECRET, MAPILLARY_KEY)
    return [secret for name in names if (secret := find_secret(name))]


def _key(name: str) -> str:
    key = find_secret(name)
    if key is None:
        raise RaresightError(
            f"{name} is not set; expected a key of your own. Make one at {WHERE[name]}, then set "
            f"the environment variable, or write {name} into .streamlit/secrets.toml."
        )
    return key
