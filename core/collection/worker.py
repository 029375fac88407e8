"""The gathering process: ``python -m core.collection.worker``, started by the command.

It outlives a command that is killed just long enough to store the answers under way, which are
already paid for: when its standard input ends, it asks for nothing new.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback

from core.collection.book import ASKED, NOTHING, Book
from core.collection.gather import gather, n_held
from core.collection.lock import gathering_lock
from core.collection.options import CollectOptions
from core.collection.outcomes import Stopped
from core.collection.secret import hide
from core.collection.sources import known_secrets, open_service
from core.errors import RaresightError
from core.home import data_folder

STDOUT = 1


def main() -> None:
    """Read the options from one line of standard input, gather, tell how it goes in JSON lines."""
    options = CollectOptions.from_json(json.loads(sys.stdin.buffer.readline()))
    stop = threading.Event()
    threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        _run(options, stop)
    except Stopped:
        tell(stopped=True)
    except RaresightError as error:
        tell(error=hide(str(error), known_secrets()))
    except Exception:
        tell(defect=hide(traceback.format_exc(), known_secrets()))


def tell(**message: object) -> None:
    """Write one message; if nobody listens any more, the work goes on all the same."""
    try:
        os.write(STDOUT, json.dumps(message).encode() + b"\n")
    except OSError:
        return


def _run(options: CollectOptions, stop: threading.Event) -> None:
    service = open_service(options)
    folder = data_folder(options.experiment)
    with gathering_lock(folder, wait_s=options.timeout_s + 30, say=lambda text: tell(say=text)):
        book = Book(folder)
        book.open(options.settings)
        try:
            tell(kept=n_held(options, book), wanted=options.n_wanted)
            short = gather(options, service, book, stop=stop, report=_report)
        finally:
            book.close()
            tell(kept=n_held(options, book), wanted=options.n_wanted)
            tell(spent=book.n_spent, lost=book.n_in(ASKED), nothing=book.n_in(NOTHING))
    tell(done=True, short=short)


def _report(kept: int, wanted: int) -> None:
    tell(kept=kept, wanted=wanted)


def _stop_at_end_of_input(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()


if __name__ == "__main__":
    main()
