import json
import os
import time
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.runs.history import append_epoch
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from core.runs.progress import Progress, write_progress
from core.runs.run_record import write_run_json

PAGE = Path(__file__).parents[2] / "pages" / "training.py"
TAG = "<img src=x onerror=alert(1)>"
RECORD = {"epoch_scored": 3, "seed": 7, "n_parameters": 164_521, "versions": {"keras": "3.15"}}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def store(strategy, fold=0, val_f1=(0.1, 0.3, 0.2), record=RECORD, **more):
    folder = run_folder("e", strategy, fold)
    images = pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.1, 0.9]})
    write_predictions(folder, images)
    for epoch, value in enumerate(val_f1, start=1):
        row = {"epoch": epoch, "f1": 0.5, "val_f1": value, "loss": 0.5, "val_loss": value}
        append_epoch(folder, row | more | {"seconds": 2.0})
    if record:
        write_run_json(folder, record)
    return folder


def begin(strategy, epochs_done=2, written_ago_s=0.0):
    folder = run_folder("e", strategy, 0)
    for epoch in range(1, epochs_done + 1):
        append_epoch(folder, {"epoch": epoch, "f1": 0.1, "val_f1": 0.05, "seconds": 60.0})
    now = time.time() - written_ago_s
    write_progress(folder, Progress(epochs_done, 4, 20, 40, now - 150, now))
    for path in folder.iterdir():
        os.utime(path, (now, now))
    return folder


def run_page(**query):
    page = AppTest.from_file(PAGE, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def titles(page):
    specs = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    return [spec["layout"]["annotations"][0]["text"] for spec in specs]


def table(page, column):
    """The first table that has the column."""
    return next(frame.value for frame in page.dataframe if column in frame.value)


def progress(page):
    return [bar.proto.text for bar in page.get("progress")]


def test_an_empty_store_says_how_to_fill_it():
    assert "No stored runs yet" in run_page().info[0].value


def test_every_strategy_has_a_panel_with_its_best_validation_f1_in_the_title():
    store("naive")
    store("naive", fold=1, val_f1=(0.1, 0.5, 0.2))
    store("class_weights", val_f1=(0.6, 0.3, 0.2))
    first, second = titles(run_page())
    assert "naive" in first
    assert "best validation F1 0.400" in first  # the mean of 0.3 and 0.5
    assert "class_weights" in second
    assert "best validation F1 0.600" in second


def test_another_measure_is_drawn_and_kept_in_the_url():
    store("naive", val_f1=(0.1, 0.3, 0.2))
    page = run_page()
    page.segmented_control(key="measure").set_value("loss").run()
    assert not page.exception
    assert "best validation loss 0.1000" in titles(page)[0]
    assert page.query_params["measure"] == "loss"


def test_chosen_strategies_are_those_of_compare():
    store("naive")
    store("mine")
    assert len(titles(run_page())) == 2
    (only,) = titles(run_page(strategies="mine"))
    assert "mine" in only


def test_over_fitting_is_said_in_words_widest_first():
    store("naive", f1=0.25)
    store("mine", f1=0.9)
    page = run_page()
    gaps = table(page, "In words")
    assert gaps["Strategy"].tolist() == ["mine", "naive"]
    assert gaps["Gap"].tolist() == ["0.700", "0.050"]
    assert "by heart" in gaps["In words"][0]
    assert gaps["In words"][1].startswith("Small")
    assert "F1 0.900" in page.markdown[0].value


def test_the_table_names_what_made_the_runs():
    store("naive")
    row = table(run_page(), "Parameters").iloc[0]
    assert row["Epochs"] == 3
    assert row["Seconds a run"] == 6
    assert row["Parameters"] == 164_521
    assert (row["Seeds"], row["Versions"]) == ("7", "keras 3.15")


def test_predictions_without_a_history_are_named():
    store("naive")
    store("mine", val_f1=())
    captions = " ".join(caption.value for caption in run_page().caption)
    assert "no epochs.csv): mine" in captions


def test_a_run_in_training_shows_how_far_it_is_and_how_long_it_will_take():
    store("naive")
    begin("f1_loss")
    page = run_page()
    assert "f1_loss" in titles(page)[0]
    assert progress(page) == ["Epoch 3 of 4, batch 20 of 40; about 1 min 30 s left"]
    assert page.subheader[0].value == "In training"


def test_the_first_run_of_all_shows_while_it_trains():
    begin("naive", epochs_done=0)
    page = run_page()
    assert progress(page)[0].startswith("Epoch 1 of 4")
    assert "yet" in page.info[0].value


def test_a_stale_run_is_called_stale():
    begin("naive", written_ago_s=300)
    page = run_page()
    assert progress(page)[0].startswith("Stale: nothing written for 5 min")
    assert page.subheader[0].value == "Stopped"


def test_a_broken_run_is_named_beside_the_whole_ones():
    store("naive")
    (store("b1") / "epochs.csv").write_text("nothing\n")
    (store("b2") / "run.json").write_text("{")
    page = run_page()
    assert len(titles(page)) == 2  # b2 has its epochs
    problems = " ".join(text.value for text in page.text)
    assert "epochs.csv" in problems
    assert "run.json" in problems


def test_a_name_with_a_tag_in_it_is_text_everywhere():
    store(TAG)
    begin(f"{TAG}2")
    page = run_page()
    assert all("<img" not in title for title in titles(page))
    written = [*page.markdown, *page.caption]
    assert any("\\<img" in element.value for element in written)
    assert all("<img" not in element.value.replace("\\<", "") for element in written)
