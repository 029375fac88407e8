import os
import shutil
from math import isnan

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics as oracle

from core.runs.paths import run_folder
from tests.browser.board import open_board, read, type_threshold
from tests.browser.made_up import store_runs
from tests.browser.server import ROOT, chromium, dashboard

TYPED = [
    "0",
    "1",
    "0.29",
    "0.57",
    "0.58",
    "0.5",
    "0.001",
    "0.999",
    *(f"{k / 1000:.3f}" for k in range(31, 950, 42)),
]
ROUNDED = 0.05 + 1e-9  # to one decimal, halves either way
COST = 10  # of a miss, in false alarms: what the page starts with


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(path))
        store_runs(9, experiment="made-up")
        # A copy: a training may be writing the next fold.
        whole = ROOT / "history" / "street-photos"
        shutil.copytree(
            whole,
            path / "history" / "real",
            ignore=lambda _, names: [n for n in names if n.startswith("fold-") and n != "fold-0"],
        )
        yield path


@pytest.fixture(scope="module")
def page(home):
    with dashboard(home) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.address = address
        yield page


def stored(experiment, strategy, folds):
    frames = [
        pd.read_parquet(run_folder(experiment, strategy, k) / "validation.parquet") for k in folds
    ]
    both = pd.concat(frames)
    return both["y_true"].to_numpy(), both["y_score"].to_numpy(dtype=np.float64)


def by_sklearn(y_true, y_score, threshold):
    """Every number of the board, from the definitions of scikit-learn."""
    y_pred = (y_score >= threshold).astype(np.int8)
    precision, recall, f1, _ = oracle.precision_recall_fscore_support(
        y_true, y_pred, labels=[0, 1], zero_division=np.nan
    )
    tn, fp, fn, tp = (
        int(n) for n in oracle.confusion_matrix(y_true, y_pred, labels=[0, 1]).ravel()
    )
    defined = 0 < y_pred.sum() < y_pred.size
    return {
        "tp": tp,
        "fp": fp,
        "fn": fn,
        "tn": tn,
        "threshold": threshold,
        "recall": recall[1],
        "specificity": recall[0],
        "accuracy": oracle.accuracy_score(y_true, y_pred),
        "precision": precision[1],
        "f1": f1[1],
        "mcc": oracle.matthews_corrcoef(y_true, y_pred) if defined else np.nan,
        "flagged_rate": y_pred.mean(),
        "cost": 1_000 * (COST * fn + fp) / y_pred.size,
    }


def per_cent(text):
    return float(text.removesuffix(" %"))


def check(row, expected):
    for cell, whole in (("tp", "fn"), ("fn", "tp"), ("fp", "tn"), ("tn", "fp")):
        count, share = row[cell]
        assert count == f"{expected[cell]:,}", cell
        of_row = 100 * expected[cell] / (expected[cell] + expected[whole])
        assert per_cent(share) == pytest.approx(of_row, abs=ROUNDED), cell
    for metric in list(expected)[4:]:
        exact, text = row[metric]
        if isnan(expected[metric]):
            assert (exact, text) == ("NaN", "–"), metric  # noqa: RUF001
        else:
            assert float(exact) == pytest.approx(expected[metric], rel=1e-12, abs=1e-15), metric
    assert per_cent(row["recall"][1]) == pytest.approx(100 * expected["recall"], abs=ROUNDED)
    assert row["threshold"][1] == f"{expected['threshold']:.3f}"


@pytest.mark.parametrize(
    ("experiment", "fold", "folds", "typed"),
    [("made-up", "", (0, 1), TYPED), ("real", "0", (0,), TYPED[:8])],
)
def test_every_number_is_that_of_sklearn(page, home, experiment, fold, folds, typed):
    open_board(page, page.address, experiment=experiment, fold=fold)
    names = list(read(page))
    assert len(names) >= 9
    frames = {name: stored(experiment, name, folds) for name in names}
    for text in typed:
        type_threshold(page, text)
        board = read(page)
        for name, frame in frames.items():
            check(board[name], by_sklearn(*frame, float(text)))


def test_the_made_up_scores_lie_on_the_thresholds_that_break_naive_look_ups(home):
    assert os.environ["RARESIGHT_HOME"] == str(home)
    _, scores = stored("made-up", "naive", (0, 1))
    assert all((scores == tie).sum() > 4 for tie in (0.29, 0.57, 0.58))
    assert {0.0, 1.0} <= set(scores)


def test_an_interval_is_told_under_the_pointer(page):
    open_board(page, page.address, experiment="made-up", threshold="0.500")
    page.locator('.live [data-strategy="naive"][data-metric="recall"]').hover()
    tip = page.get_by_role("tooltip")
    tip.wait_for()
    words = tip.inner_text().removeprefix("95 % interval: ")
    low, high = (per_cent(part) for part in words.split(" to "))
    assert low < per_cent(read(page)["naive"]["recall"][1]) < high
