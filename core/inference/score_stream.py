"""Files through threads of this machine, or through a Dask cluster: in order, a few at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from core.errors import RaresightError
from core.inference.score_files import ScoreTask, readable, score_chunk
from core.inference.score_table import ScoreRow

CHUNK = 8  # files: enough to fill a batch of whole pictures, few enough to hold in memory
CONNECT_S = 10.0
Submit = Callable[[list[str], ScoreTask], Any]


def score_stream(
    files: Iterable[Path], task: ScoreTask, dask_address: str | None = None
) -> Iterator[list[ScoreRow]]:
    """Yield the rows of a chunk of files after the other, in the files' order.

    However many files there are, a few chunks are in memory. With ``dask_address`` they go to a
    cluster whose workers see the same folders; a chunk whose worker died is sent to another.
    """
    with _cluster(dask_address) if dask_address else _threads() as (submit, n_ahead):
        chunks = _chunks(files)
        pending = deque((c, submit(c, task)) for c in islice(chunks, n_ahead))
        while pending:
            chunk, future = pending.popleft()
            rows = _result(chunk, future)
            pending.extend((c, submit(c, task)) for c in islice(chunks, 1))
            yield rows


def _chunks(files: Iterable[Path]) -> Iterator[list[str]]:
    source = iter(files)
    while chunk := [str(path) for path in islice(source, CHUNK)]:
        yield chunk


def _result(chunk: list[str], future: Any) -> list[ScoreRow]:
    try:
        return future.result()
    except Exception as error:
        if type(error).__name__ != "KilledWorker":  # of distributed, which may not be installed
            raise
        sentence = (
            "Several workers died while they scored this file and its neighbours. Score them one "
            "by one, on a worker with more memory."
        )
        return [ScoreRow(readable(path), error=sentence) for path in chunk]


@contextmanager
def _threads() -> Iterator[tuple[Submit, int]]:
    """Two at once: while the models score one chunk, the next is decoded."""
    pool = ThreadPoolExecutor(2)
    try:
        yield lambda chunk, task: pool.submit(score_chunk, chunk, task), 2
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Submit, int]]:
    with _connect(address) as client:
        n_ahead = 2 * max(1, sum(client.nthreads().values()))
        # Not pure: the same path may hold another picture the next time.
        yield lambda chunk, task: client.submit(score_chunk, chunk, task, pure=False), n_ahead


def _connect(address: str) -> Any:
    try:
        from dask.distributed import Client
    except ImportError:
        raise RaresightError(
            "--dask needs dask and distributed, which are not installed. Install them with "
            "`pip install -r requirements-cluster.txt`."
        ) from None
    try:
        return Client(address, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"No Dask scheduler answers at {address}: {error}. Start one with `dask scheduler`, "
            "workers with `dask worker ADDRESS`, and give the address it prints."
        ) from error
