"""How often a JPEG paints itself anew: each scan costs a pass over all of its pixels."""

from __future__ import annotations

import re

MAX_SCANS = 100  # a progressive one has about 10
START, SCAN, END = b"\xff\xd8", 0xDA, 0xD9
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)  # none of those that lie inside a scan


def has_many_scans(data: bytes) -> bool:
    """Tell whether a file is a JPEG of more than MAX_SCANS scans, without decoding it.

    Walks its segments to its end, and no further: a phone may append a film, of any bytes.
    """
    if not data.startswith(START):
        return False
    place, n_scans = len(START), 0
    while n_scans <= MAX_SCANS and (marker := MARKER.search(data, place)):
        kind, place = data[marker.start() + 1], marker.end()
        if kind == END:
            return False
        n_scans += kind == SCAN
        place += int.from_bytes(data[place : place + 2])
    return n_scans > MAX_SCANS
