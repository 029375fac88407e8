import signal

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from typer.testing import CliRunner

from core.__main__ import app
from core.cli import score as command
from core.errors import RaresightError
from core.inference import score_stream
from core.metrics.counts import confusion_counts
from core.runs.paths import run_folder
from core.runs.predictions import load_predictions_file
from tests.tiny_models import (
    red_network,
    store_model,
    store_predictions,
    store_tiled_manifest,
    street_photo,
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        for strategy, gain in (("naive", 8.0), ("class_weights", 16.0)):
            store_model("street", strategy, red_network(gain))
            store_predictions("street", strategy)
        store_tiled_manifest("street")
    return home


@pytest.fixture(autouse=True)
def home(stored, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(stored))
    monkeypatch.setenv("COLUMNS", "300")


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.fromarray(street_photo()).save(folder / "photo.jpg")
    Image.fromarray(np.full((64, 64, 3), 250, np.uint8)).save(folder / "tile.webp")
    return folder


def run(*arguments):
    """Run ``score`` in this process; what main() would print as a sentence is raised."""
    words = ["score", *map(str, arguments), "--experiment", "street"]
    result = CliRunner().invoke(app, words)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_folder_becomes_a_table(pictures, tmp_path, suffix):
    out = tmp_path / f"scores{suffix}"
    result = run(pictures, "--out", out)
    assert result.exit_code == 0
    assert "2 files scored with 2 strategies, 0 not read" in result.output
    table = pd.read_csv(out) if suffix == ".csv" else pd.read_parquet(out)
    assert len(table) == 4
    photo = table[table["path"] == str(pictures / "photo.jpg")]
    assert photo["tile"].tolist() == ["240 360 120"] * 2
    tile = table[table["path"] == str(pictures / "tile.webp")]
    assert tile["tile"].fillna("").tolist() == [""] * 2
    assert (table["verdict"] == "graffiti").all()


def test_each_strategy_has_its_own_threshold_unless_one_is_given(pictures, tmp_path):
    out = tmp_path / "scores.csv"
    run(pictures, "--out", out, "--strategy", "naive")
    chosen = pd.read_csv(out)["threshold"][0]
    stored = load_predictions_file(run_folder("street", "naive", 0))
    f1 = [confusion_counts(stored["y_true"], stored["y_score"], k / 1000).f1 for k in range(1001)]
    assert f1[round(chosen * 1000)] == np.nanmax(f1)
    run(pictures, "--out", out, "--threshold", 0.125)
    assert set(pd.read_csv(out)["threshold"]) == {0.125}


def test_some_files_not_read_is_exit_code_3_and_their_rows_say_why(pictures, tmp_path):
    (pictures / "bad.jpg").write_bytes(b"")
    result = run(pictures, "--out", tmp_path / "s.csv", "--whole")
    assert result.exit_code == 3
    table = pd.read_csv(tmp_path / "s.csv")
    bad = table[table["error"].notna()]
    assert bad["path"].tolist() == [str(pictures / "bad.jpg")]
    assert "is empty (0 bytes)" in bad["error"].iloc[0]
    assert table["tile"].isna().all()


def test_a_file_that_is_named_twice_is_two_files(pictures, tmp_path):
    twice = pictures / "tile.webp"
    assert "2 files scored" in run(twice, twice, "--out", tmp_path / "s.csv").output


def test_a_name_that_is_a_formula_stays_a_name(pictures, tmp_path, monkeypatch):
    monkeypatch.chdir(pictures)
    (pictures / "tile.webp").rename("=cmd().webp")
    run("=cmd().webp", "--out", tmp_path / "s.csv", "--strategy", "naive")
    assert pd.read_csv(tmp_path / "s.csv")["path"].tolist() == ["'=cmd().webp"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--out", "s.txt"), "expected .csv or .parquet"),
        (("--out", "s.csv", "--strategy", "none"), "Train the run again"),
        (("--out", "s.csv", "--dask", "tcp://127.0.0.1:1"), "No Dask scheduler answers"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence_and_nothing_is_written(
    pictures, tmp_path, monkeypatch, options, sentence
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(score_stream, "CONNECT_S", 0.2)
    with pytest.raises(RaresightError, match=sentence):
        run(pictures, *options)
    assert [p.name for p in tmp_path.iterdir()] == ["pictures"]


def test_an_empty_folder_and_an_experiment_without_models_say_so(tmp_path):
    with pytest.raises(RaresightError, match="There are no pictures in"):
        run(tmp_path, "--out", tmp_path / "s.csv")
    words = ["score", str(tmp_path), "--out", str(tmp_path / "s.csv"), "--experiment", "other"]
    with pytest.raises(RaresightError, match="No strategy of 'other' has a model"):
        raise CliRunner().invoke(app, words).exception


def test_a_model_that_is_not_the_recorded_one_is_left_out_by_name(pictures, tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path / "home"))
    for strategy in ("naive", "wrong"):
        store_model("street", strategy, **({"model_sha256": "0"} if strategy == "wrong" else {}))
        store_predictions("street", strategy)
    result = run(pictures, "--out", tmp_path / "s.csv")
    assert "Skipped:" in result.output
    assert "is not loaded" in result.output
    assert set(pd.read_csv(tmp_path / "s.csv")["strategy"]) == {"naive"}


def test_ctrl_c_keeps_the_rows_that_are_there(pictures, tmp_path, monkeypatch):
    whole = command.score_stream

    def interrupted(*arguments):
        yield next(whole(*arguments))
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(command, "score_stream", interrupted)
    for k in range(12):
        (pictures / f"{k}.jpg").write_bytes((pictures / "photo.jpg").read_bytes())
    result = run(pictures, "--out", tmp_path / "s.csv", "--strategy", "naive")
    assert result.exit_code == 130
    assert "stopped before the other 6" in result.output
    assert len(pd.read_csv(tmp_path / "s.csv")) == 8
