import os
import signal
import time
from dataclasses import replace

import pandas as pd
import pytest
from dask.distributed import LocalCluster
from typer.testing import CliRunner

from core.__main__ import app
from core.errors import RaresightError
from core.runs.check import check_all
from core.runs.progress import load_progress
from core.runs.run_record import is_finished, load_run_json
from core.training.tasks import plan_tasks, run_tasks

SMALL = {"input_px": 32, "batch_size": 8, "precision": "float32"}


def small(tasks):
    return [replace(task, config=replace(task.config, **SMALL)) for task in tasks]


def test_finished_runs_are_left_out_of_the_plan_and_the_rest_come_fold_by_fold(tiny):
    tasks = small(plan_tasks("tiny", ["naive", "focal_loss"], (0, 1), epochs=1))
    assert [(t.fold, t.config.strategy) for t in tasks] == [
        (0, "naive"),
        (0, "focal_loss"),
        (1, "naive"),
        (1, "focal_loss"),
    ]
    assert run_tasks(tasks[:1]).n_trained == 1
    assert len(plan_tasks("tiny", ["naive", "focal_loss"], (0, 1), epochs=1)) == 3
    assert run_tasks(tasks[:1]).n_trained == 0


def test_the_command_trains_and_then_has_nothing_to_do(tiny, monkeypatch):
    monkeypatch.setattr(
        "core.training.strategies.NETWORK_CHOICES",
        {"compact": {"epochs": 1, "learning_rate": 1e-3, **SMALL}},
    )
    command = ["train", "tiny", "--strategies", "naive", "--folds", "1"]
    first = CliRunner().invoke(app, command)
    assert first.exit_code == 0, first.output
    assert "1 runs trained" in first.output
    assert "Nothing to do" in CliRunner().invoke(app, command).output


def test_a_run_that_fails_is_named_and_the_others_are_trained(tiny, monkeypatch):
    bad, good = small(plan_tasks("tiny", ["naive", "focal_loss"], (1,), epochs=1))
    (bad.folder / "epochs.csv").mkdir(parents=True)  # cannot be written
    outcome = run_tasks([bad, good])
    assert outcome.n_trained == 1
    assert is_finished(good.folder)
    assert [problem.split(":")[0] for problem in outcome.problems] == ["naive, fold 1"]


def test_the_command_ends_with_1_where_a_run_failed(tiny, monkeypatch):
    monkeypatch.setattr(
        "core.training.strategies.NETWORK_CHOICES",
        {"compact": {"epochs": 1, "learning_rate": 1e-3, **SMALL}},
    )
    (tiny / "history" / "tiny" / "naive" / "fold-1" / "epochs.csv").mkdir(parents=True)
    result = CliRunner().invoke(app, ["train", "tiny", "--strategies", "naive", "--folds", "1"])
    assert result.exit_code == 1
    assert "Not trained: naive, fold 1" in result.output


def test_an_address_without_a_scheduler_is_refused_in_words(tiny):
    tasks = plan_tasks("tiny", ["naive"], (0,), epochs=1)
    with pytest.raises(RaresightError, match="No Dask scheduler answers"):
        run_tasks(tasks, dask_address="tcp://127.0.0.1:1")


# The killed worker leaves its sockets; that is the point.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_two_dask_workers_one_killed_on_the_way_end_every_run_whole_and_once(tiny):
    tasks = small(plan_tasks("tiny", ["naive", "focal_loss", "f1_loss"], (1,), epochs=3))
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(processes=True, **options) as cluster:
        import threading

        def kill_one_that_trains():
            deadline = time.time() + 120
            while time.time() < deadline and not any(load_progress(t.folder) for t in tasks):
                time.sleep(0.01)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        killer = threading.Thread(target=kill_one_that_trains)
        killer.start()
        run_tasks(tasks, dask_address=cluster.scheduler_address)
        killer.join()
    assert all(is_finished(task.folder) for task in tasks)
    assert [report.problem for report in check_all()] == [""] * 3
    for task in tasks:
        assert pd.read_csv(task.folder / "epochs.csv")["epoch"].tolist() == [1, 2, 3]
        assert load_run_json(task.folder)["epochs"] == 3
