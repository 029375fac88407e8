"""The models of a server: loaded in the background once, shared by all visitors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from core.errors import RaresightError
from core.inference.memory import settle_memory
from core.inference.models import Classifier, list_models, load_classifier
from core.inference.worker import Worker
from core.runs.paths import model_path, run_folder

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LoadState:
    """How far an experiment's models are: strategies ready, still to come, and refused (why)."""

    ready: tuple[str, ...]
    waiting: tuple[str, ...]
    problems: dict[str, str]

    @property
    def share(self) -> float:
        """Part of the models that is settled, 0 to 1; 1 where there are none."""
        n_settled, n_waiting = len(self.ready) + len(self.problems), len(self.waiting)
        return n_settled / (n_settled + n_waiting) if n_waiting else 1.0


class ModelLibrary:
    """Loads each model once, in one background thread, and scores with it in the same thread.

    A model whose file or record changed is loaded anew when it is next asked for.
    """

    def __init__(self) -> None:
        self._worker = Worker()
        self._lock = threading.Lock()
        self._loading: dict[Key, tuple[tuple[int, ...], Future[Classifier]]] = {}

    def start(self, experiment: str) -> LoadState:
        """Begin to load what is not loaded yet, and tell how far it is; returns at once."""
        ready, waiting, problems = [], [], {}
        for strategy in list_models(experiment):
            try:
                future = self._future(experiment, strategy)
                if not future.done():
                    waiting.append(strategy)
                else:
                    future.result()
                    ready.append(strategy)
            except RaresightError as error:
                problems[strategy] = str(error)
        return LoadState(tuple(ready), tuple(waiting), problems)

    def classifier(self, experiment: str, strategy: str) -> Classifier:
        """Return a loaded model, waiting for it; RaresightError where it cannot be loaded."""
        return self._future(experiment, strategy).result()

    def score(
        self, experiment: str, strategies: Sequence[str], cut: Callable[[int], np.ndarray]
    ) -> dict[str, np.ndarray]:
        """Score the same pictures with several models.

        cut(input_px) gives (n, input_px, input_px, 3) uint8 RGB, called once an input size.
        Returns strategy -> (n,) float32, P(graffiti). Waits for models still loading.
        """
        cut_once = cache(cut)
        jobs: dict[str, Future[np.ndarray]] = {}
        for strategy in strategies:
            classifier = self.classifier(experiment, strategy)
            jobs[strategy] = self._worker.score(classifier, cut_once(classifier.input_px))
        return {strategy: job.result() for strategy, job in jobs.items()}

    def run(self, work: Callable[[], Any]) -> Any:
        """Do other work that needs TensorFlow in the library's thread, and wait for it."""
        return self._worker.submit(work).result()

    def _future(self, experiment: str, strategy: str) -> Future[Classifier]:
        state = _file_state(experiment, strategy)
        with self._lock:
            known = self._loading.get((experiment, strategy))
            if known is not None and known[0] == state:
                return known[1]
            replaces = known is not None  # the job must not hold the old model itself
            future = self._worker.submit(lambda: _load_to_stay(experiment, strategy, replaces))
            self._loading[experiment, strategy] = state, future
            return future


def _load_to_stay(experiment: str, strategy: str, replaces: bool) -> Classifier:
    classifier = load_classifier(experiment, strategy)
    settle_memory(replaced=replaces)
    return classifier


@cache
def shared_library() -> ModelLibrary:
    """Return this process's library."""
    return ModelLibrary()


def _file_state(experiment: str, strategy: str) -> tuple[int, ...]:
    """Size and time of the model and its record: cheap to ask, and changed by every training."""
    paths = (model_path(experiment, strategy), run_folder(experiment, strategy, 0) / "run.json")
    try:
        states = [path.stat() for path in paths]
    except OSError as error:
        raise RaresightError(
            f"{error.filename} is missing; a model needs its file and its run.json. Train fold 0 "
            f"of {strategy} again, or wait until its training ends."
        ) from error
    return tuple(n for state in states for n in (state.st_size, state.st_mtime_ns))
