import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, precision_score
from streamlit.testing.v1 import AppTest

from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from core.runs.run_record import write_run_json

PAGE = Path(__file__).parents[2] / "pages" / "curves.py"
N_FIGURES = 6  # the score distributions come in two columns
BALANCED = {"config": {"class_weights": True}, "n_train": 1000, "n_train_graffiti": 100}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def predictions(seed, fold=0, n=300):
    rng = np.random.default_rng(seed)
    y_true = (np.arange(n) % 10 == 0).astype(np.int8)
    y_score = np.round(rng.beta(1 + 2 * y_true, 4), 3)
    images = [f"{fold}-{i}" for i in range(n)]
    return pd.DataFrame({"image": images, "y_true": y_true, "y_score": y_score})


def store(*strategies, n_folds=2):
    for fold in range(n_folds):
        for i, strategy in enumerate(strategies):
            write_predictions(run_folder("e", strategy, fold), predictions(i, fold))


def run_page(**query):
    page = AppTest.from_file(PAGE, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def figures(page):
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def standing(page):
    """The first table of numbers: where each strategy stands."""
    return page.dataframe[0].value.set_index("Strategy")


def test_an_empty_store_says_how_to_fill_it():
    page = run_page()
    assert "No stored runs yet" in page.info[0].value
    assert not page.get("plotly_chart")


def test_a_full_store_shows_every_figure_and_its_numbers():
    store("naive", "class_weights", "mine")
    page = run_page()
    assert len(figures(page)) == N_FIGURES
    assert len(page.dataframe) == N_FIGURES + 1
    assert "600, 60 of them with graffiti" in page.caption[0].value


def test_strategies_stand_at_the_threshold_of_the_url_and_at_their_overrides():
    store("naive", "mine", n_folds=1)
    rows = standing(run_page(threshold="0.300", overrides="mine:0.450"))
    assert rows["Threshold"].to_dict() == {"naive": 0.3, "mine": 0.45}
    frame = predictions(0)
    theirs = precision_score(frame["y_true"], frame["y_score"] >= 0.3)
    assert rows.loc["naive", "Precision"] == pytest.approx(theirs)


def test_in_its_own_best_mode_each_strategy_stands_at_its_own_threshold():
    store("naive", "mine", n_folds=1)
    same, best = standing(run_page()), standing(run_page(mode="best_f1"))
    assert (best["F1"] >= same["F1"]).all()
    assert best["Threshold"].nunique() == 2


def test_one_number_agrees_with_scikit_learn():
    store("naive", n_folds=1)
    numbers = run_page().dataframe[-1].value.iloc[0]
    frame = predictions(0)
    theirs = average_precision_score(frame["y_true"], frame["y_score"])
    assert numbers["Average precision"] == pytest.approx(theirs)


def test_one_strategy_alone_has_its_curves():
    store("naive")
    assert len(figures(run_page())) == N_FIGURES - 1


def test_chosen_strategies_and_one_fold_are_what_is_drawn():
    store("naive", "mine", "yours")
    page = run_page(strategies="mine,naive", fold="1")
    assert list(standing(page).index) == ["naive", "mine"]
    assert "fold 1: 300" in page.caption[0].value


def test_where_nothing_is_flagged_precision_is_missing_and_not_0():
    store("naive")
    row = standing(run_page(threshold="1.000")).loc["naive"]
    assert row["Recall"] == 0
    assert np.isnan(row["Precision"])


def test_without_any_graffiti_the_page_still_stands():
    frame = predictions(0).assign(y_true=np.int8(0))
    write_predictions(run_folder("e", "naive", 0), frame)
    page = run_page()
    assert len(figures(page)) == N_FIGURES - 1
    assert page.dataframe[-1].value["ROC AUC"].isna().all()


def test_a_street_with_less_graffiti_has_lower_precision():
    store("naive")
    here, rare = (standing(run_page(**q)) for q in ({}, {"prevalence": "0.01"}))
    assert rare.loc["naive", "Precision"] < here.loc["naive", "Precision"]
    assert rare.loc["naive", "Recall"] == here.loc["naive", "Recall"]


def test_prior_correction_is_offered_for_balanced_trainings_and_shows_both():
    store("naive", "class_weights")
    assert not run_page().toggle
    write_run_json(run_folder("e", "class_weights", 0), BALANCED)
    page = run_page()
    before = page.dataframe[-1].value
    after = (
        page.toggle[0].set_value(True).run().dataframe[-1].value.set_index(["Strategy", "Scores"])
    )
    assert len(before) == 2
    assert len(after) == 3
    given, corrected = (after.loc[("class_weights", k)] for k in ("as given", "prior corrected"))
    assert corrected["Brier score"] != given["Brier score"]
    assert corrected["ROC AUC"] == pytest.approx(given["ROC AUC"])


def test_a_broken_run_is_named_beside_the_whole_ones():
    store("naive", n_folds=1)
    folder = run_folder("e", "<img src=x onerror=alert(1)>", 0)
    folder.mkdir(parents=True)
    (folder / "validation.parquet").write_bytes(b"")
    page = run_page()
    assert "cannot be read" in page.text[0].value
    assert len(figures(page)) == N_FIGURES - 1


def test_a_name_with_a_tag_in_it_is_text_in_the_key():
    store("<img src=x onerror=alert(1)>", "naive")
    page = run_page()
    key = next(html.proto.body for html in page.get("html") if "border-radius" in html.proto.body)
    assert "&lt;img" in key
    assert "<img" not in key
