import hashlib

import pandas as pd
import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.runs.check import check_all, load_runs
from core.runs.history import append_epoch, load_epochs
from core.runs.paths import model_path, run_folder
from core.runs.pooled import load_experiment
from core.runs.predictions import write_predictions
from core.runs.run_record import write_run_json


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    return tmp_path


def store(strategy, fold=0, labels=(0, 1), images=("a", "b")):
    frame = pd.DataFrame({"image": images, "y_true": labels, "y_score": [0.25, 0.75]})
    folder = run_folder("e", strategy, fold)
    write_predictions(folder, frame.assign(image=[f"{i}{fold}" for i in images]))
    return folder


def test_whole_runs_are_whole():
    store("naive")
    store("f1_metric")
    assert [r.problem for r in check_all()] == ["", ""]
    assert CliRunner().invoke(app, ["check"]).exit_code == 0


def test_other_labels_or_images_than_the_first_strategy_are_broken():
    store("a")
    store("b", labels=(1, 0))
    store("c", images=("a", "z"))
    problems = {r.strategy: r.problem for r in check_all()}
    assert not problems["a"]
    assert "labels 2 images otherwise than a" in problems["b"]
    assert "'z0'" in problems["c"]


def test_a_broken_run_does_not_hide_the_others_and_the_command_fails():
    store("naive")
    (store("bad") / "validation.parquet").write_bytes(b"")
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 1
    assert "1 runs whole, 1 broken" in result.output
    assert [r.strategy for r in load_runs("e")[0]] == ["naive"]
    assert list(load_experiment("e").predictions) == ["naive"]


def test_a_model_that_is_not_the_recorded_one_is_named():
    folder = store("naive")
    path = model_path("e", "naive")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"model")
    write_run_json(folder, {"model_sha256": hashlib.sha256(b"model").hexdigest()})
    assert not check_all()[0].problem
    path.write_bytes(b"other")
    assert "SHA-256" in check_all()[0].problem


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00"])
def test_a_broken_record_is_named(text):
    folder = store("naive")
    (folder / "run.json").write_text(text)
    assert "run.json" in check_all()[0].problem


def test_folds_are_pooled_and_a_strategy_that_lacks_one_is_named():
    for fold in (0, 1):
        store("a", fold)
        store("b", fold)
    store("c", 0)
    pooled = load_experiment("e")
    assert pooled.folds == (0, 1)
    assert pooled.predictions["a"]["image"].tolist() == ["a0", "b0", "a1", "b1"]
    assert pooled.left_out == {"c": (0,)}
    assert list(load_experiment("e", fold=0).predictions) == ["a", "b", "c"]


def test_an_epoch_repeated_after_a_kill_replaces_what_was_there(tmp_path):
    for epoch in (1, 2, 2, 3, 2):
        append_epoch(tmp_path, {"epoch": epoch, "loss": 1.0})
    assert load_epochs(tmp_path)["epoch"].tolist() == [1, 2]


@pytest.mark.parametrize("name", ["../up", ".hidden", "a/b", ""])
def test_a_name_that_could_leave_its_folder_is_refused(name):
    with pytest.raises(ValueError, match="plain folder name"):
        run_folder("e", name, 0)


def test_a_run_still_in_training_is_not_broken():
    folder = run_folder("e", "begun", 0)
    folder.mkdir(parents=True)
    (folder / "resume.npz").write_bytes(b"")
    assert load_runs("e") == ([], [])
