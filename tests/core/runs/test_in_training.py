import os

import pandas as pd
import pytest

from core.runs.history import append_epoch
from core.runs.in_training import is_at_work, runs_in_training
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from core.runs.progress import Progress, write_progress
from core.runs.run_record import write_run_json

PREDICTIONS = pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.1, 0.9]})


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))


@pytest.fixture
def folder():
    return run_folder("e", "naive", 0)


def at(folder, epoch, step, *, epochs=4, steps=100, started_at=1_000.0, updated_at=1_050.0):
    write_progress(folder, Progress(epoch, epochs, step, steps, started_at, updated_at))


def the_run():
    (run,) = runs_in_training("e")
    return run


def test_in_the_first_epoch_the_pace_is_that_of_its_batches(folder):
    at(folder, epoch=0, step=50)  # 50 s for an eighth of all
    assert the_run().share_done == 0.125
    assert the_run().remaining_s == pytest.approx(350)


def test_later_the_pace_is_the_median_of_the_last_epochs(folder):
    for epoch, seconds in enumerate((500, 10, 11, 90), start=1):
        append_epoch(folder, {"epoch": epoch, "seconds": seconds})
    at(folder, epoch=4, step=50, epochs=6)
    assert the_run().remaining_s == pytest.approx(1.5 * 11)


def test_a_run_that_goes_on_has_no_pace_until_an_epoch_has_ended(folder):
    at(folder, epoch=2, step=50)  # the two before may be of yesterday
    assert pd.isna(the_run().remaining_s)


def test_the_first_batches_say_nothing_of_the_pace(folder):
    at(folder, epoch=0, step=1)
    assert pd.isna(the_run().remaining_s)


def test_a_run_that_has_only_begun_is_there_without_progress(folder):
    folder.mkdir(parents=True)
    (folder / "resume.lock").touch()
    assert the_run().progress is None
    assert the_run().share_done == 0


def test_a_run_is_stale_a_minute_after_its_last_sign(folder):
    at(folder, epoch=0, step=50)
    (folder / "resume.npz").touch()
    os.utime(folder / "progress.json", (5_000, 5_000))
    os.utime(folder / "resume.npz", (5_100, 5_100))  # saved after a long look at the validation
    assert not the_run().is_stale(5_160)
    assert the_run().is_stale(5_161)


def test_a_finished_run_is_not_in_training_even_with_a_file_left_behind(folder):
    at(folder, epoch=3, step=100)
    write_predictions(folder, PREDICTIONS)
    assert is_at_work(folder)  # its record is still to come
    write_run_json(folder, {})
    assert not is_at_work(folder)
    assert runs_in_training("e") == []
