"""Start the gathering process and listen to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.collection.options import CollectOptions
from core.collection.secret import hide
from core.collection.sources import known_secrets
from core.errors import RaresightError
from core.home import CHECKOUT


@dataclass(slots=True)
class Gathered:
    """How a run ended. n_spent: requests that may have been billed, over all runs.

    n_lost: asked, and no answer is known. n_nothing: answered without a usable picture. short: the
    cities that have too few pictures to give. problem: why it ended early, "" if it did not.
    """

    n_kept: int = 0
    n_spent: int = 0
    n_lost: int = 0
    n_nothing: int = 0
    short: list[str] = field(default_factory=list)
    problem: str = ""
    stopped: bool = False
    ended: bool = False


def run_gathering(
    options: CollectOptions, *, report: Callable[[int, int], None], say: Callable[[str], None]
) -> Gathered:
    """Gather in a process of its own and return how it ended.

    Ctrl-C stops it: what is under way is still stored, then KeyboardInterrupt goes on.
    """
    # A session of its own: Ctrl-C or a closed terminal must not cut off what is already paid for.
    with subprocess.Popen(
        [sys.executable, "-m", "core.collection.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=os.name != "nt",
        env=os.environ | {"PYTHONPATH": _python_path()},
    ) as process:
        gathered, noise = Gathered(), []
        process.stdin.write(json.dumps(options.as_json()).encode() + b"\n")
        process.stdin.flush()
        try:
            _listen(process, gathered, noise, report, say)
        except KeyboardInterrupt:
            say("Stopping: the answers under way are still stored ...")
            process.stdin.close()
            _listen(process, gathered, noise, report, say)
            raise
    if not gathered.ended:
        said = hide("\n".join(noise), known_secrets()).strip() or "nothing"
        raise RaresightError(
            f"The gathering process ended with code {process.returncode} and said: {said}. Run the "
            "same command again: it goes on, and nothing is paid for twice."
        )
    return gathered


def _listen(
    process: subprocess.Popen[bytes],
    gathered: Gathered,
    noise: list[str],
    report: Callable[[int, int], None],
    say: Callable[[str], None],
) -> None:
    for line in process.stdout:
        try:
            message = json.loads(line)
        except ValueError:
            noise.append(line.decode(errors="replace").rstrip())
            continue
        if "say" in message:
            say(message["say"])
        elif "kept" in message:
            gathered.n_kept = message["kept"]
            report(message["kept"], message["wanted"])
        else:
            _take(message, gathered, noise)


def _take(message: dict[str, Any], gathered: Gathered, noise: list[str]) -> None:
    if "spent" in message:
        gathered.n_spent, gathered.n_lost = message["spent"], message["lost"]
        gathered.n_nothing = message["nothing"]
    elif "defect" in message:
        noise.append(message["defect"])
    else:
        gathered.ended = True
        gathered.stopped = "stopped" in message
        gathered.problem = message.get("error", "")
        gathered.short = message.get("short", [])


def _python_path() -> str:
    return os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH", "")]))
