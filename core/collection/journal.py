"""data/<experiment>/gathering.jsonl: what was asked and what came of it, one line an event."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

from core.errors import RaresightError


def journal_path(folder: Path) -> Path:
    """Return the journal of the experiment whose data lie in ``folder``."""
    return folder / "gathering.jsonl"


def load_events(folder: Path) -> list[dict[str, Any]]:
    """Read all whole lines; one that was being written when the process died is left out."""
    path = journal_path(folder)
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, str(error)) from None
    events = []
    for i, line in enumerate(text[: text.rfind("\n") + 1].splitlines(), start=1):
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if not isinstance(event, dict):
            raise _broken(path, f"line {i} is {line[:60]!r}, which is no JSON object")
        events.append(event)
    return events


class JournalFile:
    """Appends events, each in one write, so that a killed process leaves whole lines."""

    def __init__(self, folder: Path) -> None:
        path = journal_path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._file = path.open("a+b", buffering=0)
        self._cut_unfinished_line()

    def append(self, event: dict[str, Any], *, durable: bool = False) -> None:
        """Write one event; ``durable``: only return when the disk has it and all before it."""
        line = json.dumps(event).encode() + b"\n"
        with self._lock:
            try:
                self._file.write(line)
                if durable:
                    os.fsync(self._file.fileno())
            except OSError as error:
                raise RaresightError(
                    f"The journal could not be written: {error.strerror or error}. Nothing more "
                    "is asked. Free some space, then run the same command again."
                ) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _cut_unfinished_line(self) -> None:
        self._file.seek(0)
        data = self._file.read()
        self._file.truncate(data.rfind(b"\n") + 1)


def _broken(path: Path, why: str) -> RaresightError:
    return RaresightError(
        f"{path} cannot be read: {why}. It says what was already paid for: restore it from a copy, "
        "mend that line, or gather into another --experiment."
    )
