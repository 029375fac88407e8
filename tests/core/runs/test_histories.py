import json

import pandas as pd
import pytest

from core.runs.histories import histories_fingerprint, load_histories
from core.runs.history import append_epoch
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from core.runs.progress import Progress, remove_progress, write_progress
from core.runs.run_record import write_run_json

PREDICTIONS = pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.1, 0.9]})


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))


def store(strategy, fold=0, epochs=2, **record):
    folder = run_folder("e", strategy, fold)
    write_predictions(folder, PREDICTIONS)
    for epoch in range(1, epochs + 1):
        append_epoch(folder, {"epoch": epoch, "f1": epoch / 10, "val_f1": epoch / 20})
    if record:
        write_run_json(folder, record)
    return folder


def test_every_run_is_read_with_its_record():
    store("naive", 0, seed=0)
    store("naive", 1, seed=1)
    store("other", 0)
    found = load_histories("e")
    assert found.epochs.groupby(["strategy", "fold"]).size().to_dict() == {
        ("naive", 0): 2, ("naive", 1): 2, ("other", 0): 2,
    }  # fmt: skip
    assert found.records_of("naive") == {0: {"seed": 0}, 1: {"seed": 1}}
    assert found.records_of("other") == {}


def test_predictions_without_epochs_are_named_and_not_broken():
    store("mine", epochs=0)
    found = load_histories("e")
    assert found.without_epochs == ("mine",)
    assert not found.broken


def test_a_broken_file_is_named_and_does_not_hide_the_others():
    store("naive")
    (store("a") / "epochs.csv").write_text("x\n1\n")
    (store("b") / "run.json").write_text("[")
    found = load_histories("e")
    problems = {report.strategy: report.problem for report in found.broken}
    assert "epochs.csv" in problems["a"]
    assert "run.json" in problems["b"]
    assert {"naive", "b"} == set(found.epochs["strategy"])


def test_a_run_in_training_is_left_out_until_it_has_ended():
    folder = run_folder("e", "naive", 0)
    append_epoch(folder, {"epoch": 1, "f1": 0.5})
    write_progress(folder, Progress(1, 2, 1, 2, 0.0, 0.0))
    before = histories_fingerprint("e")
    assert load_histories("e").epochs.empty
    append_epoch(folder, {"epoch": 2, "f1": 0.5})
    assert histories_fingerprint("e") == before

    write_predictions(folder, PREDICTIONS)
    (folder / "run.json").write_text(json.dumps({}))
    remove_progress(folder)
    assert histories_fingerprint("e") != before
    assert len(load_histories("e").epochs) == 2


def test_an_experiment_without_runs_is_empty():
    found = load_histories("e")
    assert found.epochs.empty
    assert found.records == {}
