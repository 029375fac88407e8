from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.runs.paths import run_folder
from core.runs.predictions import write_predictions

PAGE = Path(__file__).parents[2] / "pages" / "compare.py"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def store(strategy):
    frame = pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.25, 0.5]})
    write_predictions(run_folder("e", strategy, 0), frame)


def run_page():
    page = AppTest.from_file(PAGE, default_timeout=30).run()
    assert not page.exception
    return page


def test_an_empty_store_says_how_to_fill_it():
    assert "No stored runs yet" in run_page().info[0].value


def test_the_table_shows_the_stored_results():
    store("naive")
    table = run_page().dataframe[0].value
    row = table.iloc[0]
    assert (row["Images"], row["Graffiti"], row["Recall"]) == (2, 1, "100.0%")


def test_a_broken_run_is_named_beside_the_whole_ones():
    store("naive")
    folder = run_folder("e", "<img src=x onerror=alert(1)>", 0)
    folder.mkdir(parents=True)
    (folder / "validation.parquet").write_bytes(b"")
    page = run_page()
    assert len(page.dataframe[0].value) == 1
    assert "cannot be read" in page.text[0].value
