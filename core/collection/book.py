"""What is known, asked, paid and kept in an experiment; nothing counts before it is on disk."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.collection.gathered import append_row, image_name, write_rows
from core.collection.journal import JournalFile, journal_path, load_events
from core.collection.service import Place
from core.collection.terms import LICENCES
from core.errors import RaresightError
from core.runs.atomic import atomic_write

ASKED, KEPT, NOTHING = "asked", "kept", "nothing"


class Book:
    """The journal, read; points are named by their text.

    places: what the service has at a point, None where it has nothing; in the order looked up.
    state: what became of a point's picture: "asked" (the request may have left, no answer is
    known), "kept" or "nothing" (answered, no usable picture). None of the three is asked again.
    n_kept: images of each city that are there. n_gone: kept once, and since deleted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, Any] | None = None
        self.places: dict[str, Place | None] = {}
        self.state: dict[str, str] = {}
        self._city: dict[str, str] = {}
        self._sha256: dict[str, str] = {}
        self._lock = threading.RLock()
        self._file: JournalFile | None = None
        try:
            for event in load_events(folder):
                self._replay(event)
        except (KeyError, TypeError) as error:
            raise RaresightError(
                f"{journal_path(folder)} holds an event this version does not know ({error}). "
                "Gather with the version that wrote it, or into another --experiment."
            ) from None
        there = {path.name for path in self._images.glob("*.jpg")}
        kept = {point for point, state in self.state.items() if state == KEPT}
        self._there = {point for point in kept if self._name(point) in there}
        self.n_gone = len(kept) - len(self._there)
        self.n_kept = Counter(self._city[point] for point in self._there)

    def open(self, settings: Mapping[str, Any]) -> None:
        """Begin to write; call under the lock. Settles what a killed process left open."""
        self.check_settings(settings)
        self._file = JournalFile(self.folder)
        if self.settings is None:
            self._note({"event": "settings", **settings})
        for rest in self._images.glob(".*.tmp"):
            rest.unlink()
        for point in [point for point, state in self.state.items() if state == ASKED]:
            path = self._images / self._name(point)
            if path.is_file():
                self._note_kept(point, path.read_bytes())
        self._write_table()

    def close(self) -> None:
        """Write gathered.csv anew, in the order of the points, and close the journal."""
        self._write_table()
        self._file.close()

    def check_settings(self, settings: Mapping[str, Any]) -> None:
        """Raise RaresightError if the experiment was begun with others."""
        for name, value in settings.items() if self.settings else ():
            if self.settings.get(name) != value:
                raise RaresightError(
                    f"{self.folder.name!r} was begun with {name} = {self.settings.get(name)!r}, "
                    f"now it is {value!r}. Use the same, or gather into another --experiment."
                )

    @property
    def claimed(self) -> set[str]:
        """Ids of all pictures that were asked for, whatever came of it."""
        return {place.pano_id for point in self.state if (place := self.places[point])}

    @property
    def n_spent(self) -> int:
        """Pictures asked for, over all runs: as many requests may have been billed."""
        return len(self.state)

    def n_in(self, state: str) -> int:
        """Count the pictures in a state."""
        return sum(found == state for found in self.state.values())

    def found(self, city: str, point: str, place: Place | None) -> None:
        """Note what the service has at a point."""
        about = asdict(place) if place else None
        self._note({"event": "found", "point": point, "city": city, "place": about})

    def asking(self, point: str) -> None:
        """Note that a request is about to leave; returns when the disk has it."""
        self._note({"event": ASKED, "point": point}, durable=True)

    def unbilled(self, point: str) -> None:
        """Note that the request never left, or was refused without a bill: may be asked again."""
        self._note({"event": "unbilled", "point": point})

    def nothing(self, point: str, why: str) -> None:
        """Note that no picture came, and why."""
        self._note({"event": NOTHING, "point": point, "why": why})

    def keep(self, point: str, picture: bytes) -> None:
        """Store an image atomically, then its row."""
        with atomic_write(self._images / self._name(point)) as file:
            file.write(picture)
        with self._lock:
            self._note_kept(point, picture)
            append_row(self.folder, self._row(point))

    @property
    def _images(self) -> Path:
        return self.folder / "images"

    def _name(self, point: str) -> str:
        return image_name(self._city[point], self.places[point].pano_id)

    def _write_table(self) -> None:
        write_rows(self.folder, [self._row(point) for point in self.places if point in self._there])

    def _row(self, point: str) -> dict[str, Any]:
        source = self.settings["source"]
        about = {"source": source, "licence": LICENCES[source], "sha256": self._sha256[point]}
        place = asdict(self.places[point])
        return {"image": self._name(point), "city": self._city[point]} | place | about

    def _note_kept(self, point: str, picture: bytes) -> None:
        self._note({"event": KEPT, "point": point, "sha256": hashlib.sha256(picture).hexdigest()})
        self._there.add(point)
        self.n_kept[self._city[point]] += 1

    def _note(self, event: dict[str, Any], *, durable: bool = False) -> None:
        with self._lock:
            self._file.append(event, durable=durable)
            self._replay(event)

    def _replay(self, event: Mapping[str, Any]) -> None:
        kind = event["event"]
        if kind == "settings":
            self.settings = {name: event[name] for name in event if name != "event"}
            return
        point = event["point"]
        if kind == "found":
            self._city[point] = event["city"]
            self.places[point] = Place(**event["place"]) if event["place"] else None
        elif kind == "unbilled":
            self.state.pop(point, None)
        elif kind in (ASKED, KEPT, NOTHING):
            self.state[point] = kind
            self._sha256[point] = event.get("sha256", "")
        else:
            raise KeyError(kind)
