"""One gatherer at a time in an experiment, across processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core.errors import RaresightError

LOOK_EVERY_S = 0.1
SAY_AFTER_S = 1.0


@contextmanager
def gathering_lock(
    folder: Path, *, wait_s: float = 120.0, say: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold ``folder``/collect.lock; the system frees it when the process dies, however it dies.

    A command that was killed leaves a process behind that still fetches what is already paid for;
    so a new one waits, up to ``wait_s`` seconds, then raises RaresightError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "collect.lock").open("a+b") as file:
        _wait_for(file, folder, wait_s, say)
        yield  # closing the file frees the lock


def _wait_for(
    file: IO[bytes], folder: Path, wait_s: float, say: Callable[[str], None] | None
) -> None:
    begun = time.monotonic()
    while not _try_lock(file):
        waited = time.monotonic() - begun
        if waited > wait_s:
            raise RaresightError(
                f"Another command is gathering into {folder}; expected to be the only one. Wait "
                "until it has ended, or choose another --experiment."
            )
        if say and waited > SAY_AFTER_S:
            say("Waiting for the command before this one to finish its last images ...")
            say = None
        time.sleep(LOOK_EVERY_S)


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
