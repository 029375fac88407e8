"""Scoring in the background of a server: one job a model and experiment, for all visitors."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from functools import cache

from core.errors import RaresightError
from core.inference.priority import DECODING, give_way
from core.inference.score_gathered import score_gathered
from core.inference.score_store import ScoringModel


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is. problem: why it ended early, or ""; seconds: since it began."""

    done: int = 0
    n_images: int = 0
    running: bool = True
    problem: str = ""
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """Part that is done, 0 to 1."""
        return self.done / self.n_images if self.n_images else 0.0


class ScoreJobs:
    """Starts jobs and tells how far they are; its threads end with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[tuple[str, ScoringModel], JobState] = {}

    def start(self, experiment: str, model: ScoringModel) -> None:
        """Begin to score what has no score yet; nothing where the same job is under way."""
        key = experiment, model
        with self._lock:
            now = self._states.get(key)
            if now is not None and now.running:
                return
            self._states[key] = JobState()
        threading.Thread(target=self._run, args=(key,), daemon=True).start()

    def state(self, experiment: str, model: ScoringModel) -> JobState | None:
        """Return how far the job is, or how it ended; None where there was none."""
        with self._lock:
            return self._states.get((experiment, model))

    def _run(self, key: tuple[str, ScoringModel]) -> None:
        give_way(DECODING)  # a label is answered before the next picture is scored
        begun = time.monotonic()

        def report(done: int, n_images: int) -> None:
            seconds = time.monotonic() - begun
            self._set(key, done=done, n_images=n_images, seconds=seconds)

        problem = "The scoring ended unexpectedly; the server's log says why."
        try:
            score_gathered(key[0], [key[1]], report=report)
            problem = ""
        except RaresightError as error:
            problem = str(error)
        finally:
            self._set(key, running=False, problem=problem)

    def _set(self, key: tuple[str, ScoringModel], **values: object) -> None:
        with self._lock:
            self._states[key] = replace(self._states[key], **values)


@cache
def shared_jobs() -> ScoreJobs:
    """Return the jobs of this process."""
    return ScoreJobs()
