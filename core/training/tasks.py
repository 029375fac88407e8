"""Many runs: one after the other, several at once here, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from joblib import Parallel, delayed, parallel_config

from core.errors import RaresightError
from core.runs.run_record import is_finished
from core.training.run import RunTask, train_run
from core.training.strategies import strategies_of, train_config


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many runs were trained, and a sentence for each that could not be."""

    n_trained: int
    problems: tuple[str, ...]


def plan_tasks(
    experiment: str,
    strategies: Iterable[str] | None = None,
    folds: Iterable[int] = (0,),
    epochs: int | None = None,
) -> list[RunTask]:
    """Return the runs that are not finished, fold by fold, each strategy in the table's order."""
    names = list(strategies or strategies_of(experiment))
    tasks = [
        RunTask(experiment=experiment, fold=k, config=train_config(experiment, s, k, epochs=epochs))
        for k in folds
        for s in names
    ]
    return [task for task in tasks if not is_finished(task.folder)]


def run_tasks(tasks: list[RunTask], workers: int = 1, dask_address: str | None = None) -> Outcome:
    """Train all tasks; one that fails is named, the others still run.

    ``workers`` processes share this machine's cores. With ``dask_address`` the same tasks go to a
    cluster whose workers see the same folders; a task whose worker died is sent to another, which
    goes on at its last epoch.
    """
    threads = None if workers == 1 and not dask_address else _threads(workers)
    with _backend(dask_address):
        jobs = Parallel(n_jobs=-1 if dask_address else workers)
        results = jobs(delayed(_try_run)(task, threads) for task in tasks)
    return Outcome(
        n_trained=sum(result is True for result in results),
        problems=tuple(result for result in results if isinstance(result, str)),
    )


def _try_run(task: RunTask, threads: int | None) -> bool | str:
    """Return whether the run was trained, or why it could not be."""
    try:
        return train_run(task, threads)
    except Exception as error:  # whatever it is, hours of other runs must not be lost to it
        said = str(error) if isinstance(error, RaresightError) else repr(error)
        return f"{task.config.strategy}, fold {task.fold}: {said}"


def _threads(workers: int) -> int:
    return max(1, (os.cpu_count() or 1) // workers)


def _backend(dask_address: str | None) -> AbstractContextManager:
    return _dask_backend(dask_address) if dask_address else nullcontext()


@contextmanager
def _dask_backend(address: str) -> Iterator[None]:
    try:
        from dask.distributed import Client
    except ImportError:
        raise RaresightError(
            "--dask needs dask and distributed, which are not installed. Install them with "
            "`pip install -r requirements-cluster.txt`."
        ) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise RaresightError(
            f"No Dask scheduler answers at {address}: {error}. Start one with `dask scheduler`, "
            "workers with `dask worker ADDRESS`, and give the address it prints."
        ) from error
    with client, parallel_config(backend="dask"):
        yield
