"""Threads that visitors queue for: one talks to TensorFlow, and batches what waits for it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.inference.priority import SCORING, give_way

if TYPE_CHECKING:
    from core.inference.models import Classifier

BATCH = 64  # images a call: larger gains nothing on two cores, and the next visitor waits less


@dataclass(frozen=True, slots=True)
class _Job:
    classifier: Classifier | None
    images: np.ndarray | None
    work: Callable[[], Any] | None
    future: Future[Any]


class Worker:
    """Runs jobs in their order; jobs for the same model that wait together run as one batch.

    Its threads end with the process, whatever still waits: a server must stop when it is told to.
    """

    def __init__(self, n_threads: int = 1, niceness: int = SCORING) -> None:
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        for _ in range(n_threads):
            threading.Thread(target=self._run, args=(niceness,), daemon=True).start()

    def score(self, classifier: Classifier, images: np.ndarray) -> Future[np.ndarray]:
        """Queue (n, input_px, input_px, 3) uint8; the result is (n,) float32, P(graffiti)."""
        return self._put(_Job(classifier, images, None, Future()))

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        """Queue any other work that needs TensorFlow: loading a model, a gradient."""
        return self._put(_Job(None, None, work, Future()))

    def _put(self, job: _Job) -> Future[Any]:
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()
        return job.future

    def _take(self) -> list[_Job]:
        """Take the first job, and those for the same model that fill its batch up."""
        with self._changed:
            while not self._jobs:
                self._changed.wait()
            first = self._jobs.popleft()
            taken, rest, n_images = [first], deque[_Job](), _size(first)
            for job in self._jobs:
                # No more than a batch: visitors who came first would wait for those after them.
                fits = first.classifier is not None and n_images + _size(job) <= BATCH
                if fits and job.classifier is first.classifier:
                    taken.append(job)
                    n_images += _size(job)
                else:
                    rest.append(job)
            self._jobs = rest
            return taken

    def _run(self, niceness: int) -> None:
        give_way(niceness)
        while True:
            _do(self._take())  # in a function: its variables would keep an upload until the next


def _size(job: _Job) -> int:
    return 0 if job.images is None else len(job.images)


def _do(jobs: list[_Job]) -> None:
    try:
        for job, result in zip(jobs, _results(jobs), strict=True):
            job.future.set_result(result)
    except BaseException as error:  # whoever waits gets it; the thread lives on
        for job in jobs:
            if not job.future.done():
                job.future.set_exception(error)


def _results(jobs: list[_Job]) -> list[Any]:
    classifier = jobs[0].classifier
    if classifier is None:
        return [job.work() for job in jobs if job.work is not None]
    arrays = [job.images for job in jobs if job.images is not None]
    images = arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
    parts = [classifier.score_batch(images[i : i + BATCH]) for i in range(0, len(images), BATCH)]
    scores = np.concatenate(parts) if parts else np.empty(0, np.float32)
    return np.split(scores, np.cumsum([len(a) for a in arrays])[:-1])
