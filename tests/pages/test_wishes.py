"""What matters to me: the wish's threshold, its worth on other images, the optimism."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.runs.paths import run_folder
from core.runs.predictions import write_predictions

PAGE = Path(__file__).parents[2] / "pages" / "compare.py"
GRID = np.arange(1001) / 1000
FOLDS = (0, 1, 2)
SHARE = 0.02  # of graffiti on the street


def predictions(fold, n=400):
    rng = np.random.default_rng(fold)
    y_true = (np.arange(n) % 8 == 0).astype(np.int8)
    y_score = np.round(np.clip(rng.normal(0.35 + 0.25 * y_true, 0.15), 0, 1), 2)
    images = [f"{fold}/{i}" for i in range(n)]
    return pd.DataFrame({"image": images, "y_true": y_true, "y_score": y_score})


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    for fold in FOLDS:
        write_predictions(run_folder("e", "naive", fold), predictions(fold))


def row(**url):
    page = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in url.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return next(f.value for f in page.dataframe if "Optimism" in f.value).iloc[0]


def shares(folds, share=None):
    """Found, missed and false alarms at every threshold, as shares of all images (3, 1001)."""
    frame = pd.concat([predictions(fold) for fold in folds])
    graffiti = frame["y_true"].to_numpy() == 1
    share = graffiti.mean() if share is None else share
    flagged = frame["y_score"].to_numpy()[:, None] >= GRID
    found = share * flagged[graffiti].mean(axis=0)
    return np.stack([found, share - found, (1 - share) * flagged[~graffiti].mean(axis=0)])


def on_other_images(choose, share=None):
    """Each fold at the threshold chosen on the others; the folds have equally many images."""
    chosen = [choose(shares([f for f in FOLDS if f != fold], share)) for fold in FOLDS]
    own = [shares([fold], share)[:, k] for fold, k in zip(FOLDS, chosen, strict=True)]
    return np.mean(own, axis=0)


def f1(found, missed, alarms):
    return 2 * found / (2 * found + missed + alarms)


def cost(found, missed, alarms):
    return 1000 * (7 * missed + 2 * alarms)


def number(text):
    return float(text.removesuffix(" %").replace(",", "").replace("−", "-"))  # noqa: RUF001


@pytest.mark.parametrize("share", [None, SHARE])
def test_lowest_cost_is_dearer_on_images_it_was_not_chosen_on(share):
    street = {"prevalence": str(share)} if share else {}
    wished = row(wish="lowest_cost", cost_fn="7", cost_fp="2", **street)
    values = cost(*shares(FOLDS, share))
    other = cost(*on_other_images(lambda s: np.argmin(cost(*s)), share))
    assert float(wished["Threshold"]) == GRID[np.argmin(values)]
    assert number(wished["Own images"]) == pytest.approx(values.min(), abs=0.05)
    assert number(wished["Other images"]) == pytest.approx(other, abs=0.05)
    assert number(wished["Optimism"]) == pytest.approx(other - values.min(), abs=0.05)
    assert number(wished["Optimism"]) >= 0


def test_best_f1_is_higher_on_the_images_it_was_chosen_on():
    wished = row()
    values = f1(*shares(FOLDS))
    other = f1(*on_other_images(lambda s: np.argmax(f1(*s))))
    assert number(wished["Own images"]) == pytest.approx(values.max(), abs=0.0005)
    assert number(wished["Other images"]) == pytest.approx(other, abs=0.0005)
    assert number(wished["Optimism"]) == pytest.approx(values.max() - other, abs=0.0005)


def test_on_a_rarer_street_a_precision_floor_needs_a_higher_threshold():
    def lowest(share):
        found, _, alarms = shares(FOLDS, share)
        return GRID[np.flatnonzero(found >= 0.3 * (found + alarms))].min()

    here, street = (
        row(wish="precision_floor", wish_value="30", **url)
        for url in ({}, {"prevalence": str(SHARE)})
    )
    recall = shares(FOLDS)[0] / 0.125
    for wished, share in ((here, None), (street, SHARE)):
        threshold = float(wished["Threshold"])
        k = round(threshold * 1000)
        allowed = lowest(share)
        assert recall[k] == recall[round(allowed * 1000)]  # of equal recall the highest threshold
        assert recall[min(1000, k + 1)] < recall[k]
    assert float(street["Threshold"]) > float(here["Threshold"])


def test_on_a_rarer_street_a_capacity_allows_a_lower_threshold():
    here, street = (
        row(wish="review_capacity", wish_value="60", **url)
        for url in ({}, {"prevalence": str(SHARE)})
    )
    for wished, share in ((here, None), (street, SHARE)):
        found, _, alarms = shares(FOLDS, share)
        k = round(float(wished["Threshold"]) * 1000)
        fits = np.flatnonzero(found + alarms <= 0.06)
        assert found[k] == found[fits].max()
        assert k in fits
    assert float(street["Threshold"]) < float(here["Threshold"])


def test_a_small_experiment_on_a_street_with_hardly_any_graffiti_has_a_best_f1():
    for fold in FOLDS:
        frame = predictions(fold)[:200]
        write_predictions(run_folder("small", "naive", fold), frame)
    wished = row(experiment="small", prevalence="0.001")
    assert wished["Threshold"] != "–"  # noqa: RUF001
    assert number(wished["Own images"]) > 0
