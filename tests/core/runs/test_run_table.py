import pandas as pd
import pytest

from core.runs.histories import load_histories
from core.runs.history import append_epoch
from core.runs.paths import model_path, run_folder
from core.runs.predictions import write_predictions
from core.runs.run_record import write_run_json
from core.runs.run_table import run_table, strategy_table

PREDICTIONS = pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.1, 0.9]})


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))


def store(strategy, fold, record=None, seconds=None):
    folder = run_folder("e", strategy, fold)
    write_predictions(folder, PREDICTIONS)
    for epoch in (1, 2):
        append_epoch(folder, {"epoch": epoch} | ({} if seconds is None else {"seconds": seconds}))
    if record is not None:
        write_run_json(folder, record)


def tables():
    runs = run_table("e", load_histories("e"))
    return runs.set_index(["strategy", "fold"]), strategy_table(runs).set_index("strategy")


def test_a_strategy_has_the_means_of_its_runs_and_the_size_of_its_stored_model():
    for fold in (0, 1):
        record = {"seconds": 10.0 * (fold + 1), "images_per_second": 100, "n_parameters": 7}
        about = {"seed": fold, "network": "compact", "input_px": 96, "versions": {"keras": "3"}}
        store("naive", fold, record | about)
    model_path("e", "naive").parent.mkdir(parents=True)
    model_path("e", "naive").write_bytes(b"12345")
    runs, strategies = tables()
    row = strategies.loc["naive"]
    assert row["seconds"] == 15
    assert row["model_bytes"] == 5
    assert pd.isna(runs.loc[("naive", "1"), "model_bytes"])
    texts = row["fold"], row["seed"], row["network"], row["versions"]
    assert texts == ("0, 1", "0, 1", "compact", "keras 3")


def test_without_a_record_the_epochs_tell_what_they_can():
    store("mine", 0, seconds=4.0)
    row = tables()[1].loc["mine"]
    assert (row["epochs"], row["seconds"]) == (2, 8)
    assert pd.isna(row["n_parameters"])
    assert row["versions"] == ""


def test_a_record_of_odd_types_is_read_as_not_recorded():
    odd = {"seconds": "long", "n_parameters": True, "versions": [1], "seed": {"a": 1}}
    store("mine", 0, odd)
    row = tables()[1].loc["mine"]
    assert pd.isna(row["seconds"])
    assert pd.isna(row["n_parameters"])
    assert (row["seed"], row["versions"]) == ("", "")


def test_no_runs_make_an_empty_table():
    assert run_table("e", load_histories("e")).empty
