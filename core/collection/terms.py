"""What the services allow, in words a user reads before anything is fetched."""

from __future__ import annotations

TERMS = {
    "street_view": (
        "Google's terms restrict storing and using Street View images: section 3.2.3 of the Google "
        "Maps Platform terms forbids, among other things, to bulk-download and store them and to "
        "use them outside Google's services, unless Google allows it. You yourself must check that "
        "what you are about to do is allowed: https://cloud.google.com/maps-platform/terms"
    ),
    "mapillary": (
        "Mapillary's images are CC BY-SA 4.0: name their authors (gathered.csv keeps them) and "
        "share what you derive under the same licence: https://www.mapillary.com/terms"
    ),
}
LICENCES = {
    "street_view": "Google Maps Platform terms",
    "mapillary": "CC BY-SA 4.0",
}
