from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import precision_recall_curve
from streamlit.testing.v1 import AppTest

from core.datasets.review import CLEARED, UNSURE, WRONG, append_mark, review_path
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions

PAGES = Path(__file__).parents[2] / "pages"
STRATEGIES = ("naive", "focal_loss")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    for fold in (0, 1):
        for i, strategy in enumerate(STRATEGIES):
            write_predictions(run_folder("e", strategy, fold), predictions(fold, i))


def predictions(fold, i, n=200):
    rng = np.random.default_rng(10 * fold + i)
    y_true = (np.arange(n) % 8 == 0).astype(np.int8)
    images = [f"{fold}-{k}" for k in range(n)]
    y_score = np.round(rng.beta(2 + 2 * y_true, 4), 2)
    return pd.DataFrame({"image": images, "y_true": y_true, "y_score": y_score})


def run_page(name="compare", **url):
    page = AppTest.from_file(PAGES / f"{name}.py", default_timeout=60)
    for key, value in url.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def threshold_table(page):
    """The best thresholds and their F1, counted on the images that are compared."""
    return next(f.value for f in page.dataframe if "Optimism" in f.value).set_index("Strategy")


def best_f1_without(images):
    best = {}
    for i, strategy in enumerate(STRATEGIES):
        both = pd.concat([predictions(fold, i) for fold in (0, 1)])
        both = both[~both["image"].isin(images)]
        precision, recall, _ = precision_recall_curve(both["y_true"], both["y_score"])
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        best[strategy] = f"{f1.max():.3f}"
    return best


def test_without_marks_there_is_no_switch():
    assert not run_page().toggle


def test_the_switch_drops_the_marked_images_from_every_strategy():
    marked = [f"{fold}-{k}" for fold in (0, 1) for k in range(0, 80, 8)]
    for image in marked:
        append_mark("e", image, 1, WRONG)
    append_mark("e", "0-1", 0, UNSURE)
    page = run_page()
    assert threshold_table(page)["Own images"].to_dict() == best_f1_without([])
    [switch] = page.toggle
    assert switch.label == "Leave 21 marked images out"
    switch.set_value(True).run()
    assert page.query_params["marked"] == "left-out"
    wanted = best_f1_without([*marked, "0-1"])
    assert wanted != best_f1_without([])
    assert threshold_table(page)["Own images"].to_dict() == wanted
    page.toggle[0].set_value(False).run()
    assert threshold_table(page)["Own images"].to_dict() == best_f1_without([])


def test_a_new_mark_counts_at_once_while_the_switch_is_on():
    append_mark("e", "0-0", 1, WRONG)
    page = run_page(marked="left-out")
    assert threshold_table(page)["Own images"].to_dict() == best_f1_without(["0-0"])
    more = [f"1-{k}" for k in range(0, 120, 8)]
    for image in more:
        append_mark("e", image, 1, UNSURE)
    page.run()
    assert threshold_table(page)["Own images"].to_dict() == best_f1_without(["0-0", *more])
    append_mark("e", "0-0", 1, CLEARED)
    page.run()
    assert threshold_table(page)["Own images"].to_dict() == best_f1_without(more)


def test_curves_are_drawn_without_them_and_say_so():
    for k in range(8):
        append_mark("e", f"0-{k}", int(k == 0), WRONG)
    append_mark("e", "no such image", 0, WRONG)
    page = run_page("curves", marked="left-out")
    [words] = [c.value for c in page.caption if c.value.startswith("Validation images")]
    assert "392, 49 of them with graffiti" in words
    assert words.endswith("8 marked images are left out.")


def test_where_every_image_is_marked_the_page_says_how_to_go_on():
    for fold in (0, 1):
        for k in range(200):
            append_mark("e", f"{fold}-{k}", 0, UNSURE)
    page = run_page(marked="left-out")
    assert "turn the switch off" in page.info[0].value
    page.toggle[0].set_value(False).run()
    assert len(threshold_table(page)) == 2


def test_a_review_that_cannot_be_read_is_named_and_leaves_nothing_out():
    review_path("e").parent.mkdir(parents=True)
    review_path("e").write_text("<img src=x onerror=alert(1)>\n")
    page = run_page(marked="left-out")
    assert any("cannot be read as a review" in text.value for text in page.text)
    assert threshold_table(page)["Own images"].to_dict() == best_f1_without([])
