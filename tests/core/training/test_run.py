import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.runs.check import check_all
from core.runs.paths import model_path
from core.runs.predictions import load_predictions_file
from core.runs.run_record import file_sha256, is_finished, load_run_json
from core.training.run import RunTask, train_run
from core.training.strategies import train_config


def task(strategy="naive", fold=0, **choices):
    choices = {"input_px": 32, "epochs": 2, "batch_size": 8, "precision": "float32", **choices}
    return RunTask(
        experiment="tiny",
        fold=fold,
        config=replace(train_config("tiny", strategy, fold), **choices),
    )


def scores(run):
    return load_predictions_file(run.folder)["y_score"].to_numpy()


def test_a_run_stores_all_that_the_contract_names_and_checks_clean(tiny):
    run = task(network="article")
    assert train_run(run)
    record = load_run_json(run.folder)
    assert record["n_validation"] == 20
    assert record["config"]["strategy"] == "naive"
    assert record["model_sha256"] == file_sha256(model_path("tiny", "naive"))
    epochs = pd.read_csv(run.folder / "epochs.csv")
    assert epochs["epoch"].tolist() == [1, 2]
    assert {"loss", "f1", "val_precision", "val_accuracy"} <= set(epochs.columns)
    assert [report.problem for report in check_all()] == [""]
    assert not list(run.folder.glob("resume.*"))
    assert not train_run(run)  # finished: nothing is trained again


def test_the_stored_model_gives_the_stored_scores(tiny):
    import keras

    from core.datasets.cache import cached_images

    run = task()
    train_run(run)
    images, manifest = cached_images("tiny", 32)
    model = keras.saving.load_model(model_path("tiny", "naive"), safe_mode=True)
    again = model.predict(images[(manifest["fold"] == 0).to_numpy()], verbose=0)[:, 0]
    assert np.abs(again - scores(run)).max() < 1e-6


@pytest.mark.parametrize(
    "strategy",
    ["class_weights", "augmentation_street", "oversampling", "smote_augmentation", "focal_loss"],
)
def test_a_strategy_trains_otherwise_than_naive(tiny, strategy):
    naive, other = task(fold=1, epochs=1), task(strategy, fold=1, epochs=1)
    train_run(naive)
    train_run(other)
    assert not np.array_equal(scores(naive), scores(other))


def test_watching_f1_gives_the_very_scores_of_watching_accuracy(tiny):
    naive, watched = task(fold=1, epochs=1), task("f1_metric", fold=1, epochs=1)
    train_run(naive)
    train_run(watched)
    assert np.array_equal(scores(naive), scores(watched))


def test_f1_as_the_loss_trains(tiny):
    run, naive = task("f1_loss", fold=1), task(fold=1)
    train_run(run)
    train_run(naive)
    assert (pd.read_csv(run.folder / "epochs.csv")["loss"] > 0).all()
    assert not np.array_equal(scores(run), scores(naive))


def test_a_loss_of_our_own_does_not_hinder_storing_the_network(tiny):
    run = task("f1_loss", epochs=1)
    train_run(run)
    assert model_path("tiny", "f1_loss").is_file()


CODE = """
import sys
from core.training.run import RunTask, train_run
from core.training.config import TrainConfig
import json
train_run(RunTask(experiment="tiny", fold=1, config=TrainConfig(**json.loads(sys.argv[1]))))
"""


def test_a_run_killed_in_an_epoch_goes_on_at_the_last_whole_one_with_the_same_scores(tiny):
    whole = task("augmentation", fold=1, epochs=3)
    train_run(whole)
    expected = scores(whole)
    for path in list(whole.folder.iterdir()):
        path.unlink()

    many = replace(whole.config, epochs=3)
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, json.dumps(many.__dict__)], env=dict(os.environ)
    )
    deadline = time.time() + 90
    while not (whole.folder / "resume.npz").exists() and time.time() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not is_finished(whole.folder)
    done = len(pd.read_csv(whole.folder / "epochs.csv"))
    assert 1 <= done <= 3

    train_run(whole)
    assert np.abs(scores(whole) - expected).max() < 1e-6
    assert pd.read_csv(whole.folder / "epochs.csv")["epoch"].tolist() == [1, 2, 3]


def test_two_processes_do_not_train_one_run_at_once(tiny):
    import fcntl

    from core.errors import RaresightError

    run = task()
    run.folder.mkdir(parents=True)
    with (run.folder / "resume.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RaresightError, match="another process"):
            train_run(run)
