import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.metrics.counts import confusion_counts
from core.runs.fingerprint import experiment_fingerprint
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from core.runs.run_record import write_run_json

PAGE = Path(__file__).parents[2] / "pages" / "compare.py"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def scores(seed, n=400):
    rng = np.random.default_rng(seed)
    y_true = (np.arange(n) % 8 == 0).astype(np.int8)
    y_score = np.round(np.clip(rng.normal(0.35 + 0.25 * y_true, 0.15), 0, 1), 2)
    return pd.DataFrame({"image": [f"{i}.jpg" for i in range(n)], "y_true": y_true}).assign(
        y_score=y_score
    )


def store(*strategies, folds=(0, 1)):
    for fold in folds:
        for i, strategy in enumerate(strategies):
            frame = scores(10 * fold + i)
            frame["image"] = f"{fold}/" + frame["image"]
            write_predictions(run_folder("e", strategy, fold), frame)


def run_page(**url):
    page = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in url.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def table(page, column):
    return next(frame.value for frame in page.dataframe if column in frame.value.columns)


def test_an_empty_store_says_how_to_fill_it():
    assert "No stored runs yet" in run_page().info[0].value


def test_a_broken_run_is_named_beside_the_whole_ones():
    store("naive", "focal_loss")
    folder = run_folder("e", HOSTILE, 0)
    folder.mkdir(parents=True)
    (folder / "validation.parquet").write_bytes(b"")
    page = run_page()
    assert "cannot be read" in page.text[0].value
    assert list(table(page, "Threshold")["Strategy"]) == ["naive", "focal_loss"]


def test_many_broken_runs_take_one_line_and_their_names_are_text():
    store("naive")
    for fold in (0, 1):
        folder = run_folder("e", "*bold*", fold)
        folder.mkdir(parents=True)
        (folder / "validation.parquet").write_bytes(b"")
        if fold == 0:
            [notice] = run_page().expander
            assert notice.label == r"\*bold\*, fold 0, is not shown: its files are broken"
    page = run_page()
    [notice] = page.expander
    assert notice.label == "2 runs are not shown: their files are broken"
    assert [text.value.split(": ")[0] for text in notice.text] == [
        "*bold*, fold 0",
        "*bold*, fold 1",
    ]


def test_a_strategy_that_lacks_a_fold_is_named_in_one_line():
    store("naive", "focal_loss")
    store("f1_*loss*", folds=(0,))
    page = run_page()
    (line,) = [c.value for c in page.caption if "Left out" in c.value]
    assert "Compared is fold 0, 1." in line
    assert r"f1\_\*loss\* (has fold 0)" in line
    assert len(table(page, "Threshold")) == 2


def test_where_no_strategy_is_left_all_are_chosen_again():
    store("naive", "focal_loss")
    page = run_page(strategies="naive")
    assert list(table(page, "Threshold")["Strategy"]) == ["naive"]
    page.button_group(key="strategies").set_value([]).run()
    assert list(table(page, "Threshold")["Strategy"]) == ["naive", "focal_loss"]


def test_a_strategy_alone_has_nothing_to_be_compared_with():
    store("naive")
    page = run_page()
    assert any("nothing to differ from" in text.value for text in page.text)


def test_differences_are_those_of_the_thresholds_in_the_url():
    store("naive", "focal_loss")
    page = run_page(threshold="0.580", overrides="focal_loss:0.290")
    row = table(page, "Verdict").iloc[0]
    frames = {"naive": [], "focal_loss": []}
    for fold in (0, 1):
        frames["naive"].append(scores(10 * fold))
        frames["focal_loss"].append(scores(10 * fold + 1))
    naive, focal = (pd.concat(frames[name]) for name in ("naive", "focal_loss"))
    ours = confusion_counts(focal["y_true"], focal["y_score"], 0.29).f1
    theirs = confusion_counts(naive["y_true"], naive["y_score"], 0.58).f1
    assert row["Strategy"] == "focal_loss"
    assert row["Δ F1"].startswith(f"{ours - theirs:+.3f}".replace("-", "−"))  # noqa: RUF001
    assert row["Folds that agree"].endswith("of 2")


def test_the_page_says_that_naive_and_f1_metric_are_one_training():
    store("naive", "f1_metric")
    assert any("are the same training" in info.value for info in run_page().info)
    assert not any("same training" in info.value for info in run_page(strategies="naive").info)


def test_a_recall_floor_puts_every_strategy_at_its_own_threshold():
    store("naive", "focal_loss")
    page = run_page()
    page.segmented_control(key="wish").set_value("recall_floor").run()
    page.number_input(key="wish_value").set_value(90.0).run()
    assert not page.exception
    wished = table(page, "Optimism")
    overrides = dict(part.split(":") for part in page.query_params["overrides"].split(","))
    assert overrides == dict(zip(wished["Strategy"], wished["Threshold"], strict=True))
    assert page.query_params["wish"] == "recall_floor"


def test_a_wish_that_no_threshold_grants_gives_its_reason():
    write_predictions(run_folder("e", "naive", 0), scores(0).assign(y_score=0.5))
    row = table(run_page(wish="precision_floor", wish_value="90"), "Optimism").iloc[0]
    assert (row["Threshold"], row["Remark"]) == (
        "–",  # noqa: RUF001
        "No threshold reaches a precision of 90 %.",
    )


def test_cross_fitting_needs_a_second_fold():
    store("naive", folds=(0,))
    assert "one fold alone" in table(run_page(), "Optimism").iloc[0]["Remark"]


def test_rarer_graffiti_leaves_less_graffiti_to_look_at():
    store("naive")
    here = table(run_page(), "You look at").iloc[0]
    street = table(run_page(prevalence="0.001"), "You look at").iloc[0]
    assert float(street["Graffiti among them"]) < float(here["Graffiti among them"])
    assert float(street["Graffiti among them"]) + float(street["Graffiti missed"]) == pytest.approx(
        1.0, abs=0.11
    )


@pytest.mark.parametrize(
    "url",
    [
        {"threshold": "7"},
        {"threshold": "x", "mode": "y", "overrides": "a,b:c,:,naive:9", "baseline": "?"},
        {"fold": "99", "strategies": "nobody", "prevalence": "-1", "cost_fn": "nan"},
        {"experiment": "../../etc", "wish": "z", "wish_value": "inf"},
    ],
)
def test_a_url_that_makes_no_sense_shows_the_defaults(url):
    store("naive", "focal_loss")
    assert len(table(run_page(**url), "Threshold")) == 2


def test_the_record_of_the_operating_points_holds_what_they_rest_on(monkeypatch):
    store("naive")
    write_run_json(run_folder("e", "naive", 0), {"model_sha256": "m", "data_fingerprint": "d"})
    from pages.shared import comparison, downloads, loaders

    shown = comparison.Comparison(
        experiment=loaders.load("e"),
        fold=None,
        strategies=("naive",),
        state=comparison.BoardState(position=290),
        terms=comparison.Terms(),
        baseline="naive",
        wish=None,
        fingerprint=experiment_fingerprint("e"),
    )
    record = json.loads(json.dumps(downloads.operating_points(shown), allow_nan=False))
    point = record["operating_points"][0]
    both = pd.concat([scores(0), scores(10)])
    counts = confusion_counts(both["y_true"], both["y_score"], 0.29)
    assert point["threshold"] == 0.29
    assert (point["model_sha256"], point["data_fingerprint"]) == ("m", "d")
    assert point["counts"]["tp"] == counts.tp
    recall = point["measures"]["recall"]
    assert recall["low"] < counts.recall == recall["value"] < recall["high"]
    assert len(downloads.comparison_table(shown)) == 1
