import numpy as np
import pandas as pd
import pytest

from core.charts.history import history_figure, shared_axes

FOLDS = pd.DataFrame(
    {
        "strategy": "s",
        "fold": [0, 0, 1, 1],
        "epoch": [1, 2, 1, 2],
        "train": [0.2, 0.4, 0.4, 0.6],
        "validation": [0.1, 0.3, 0.2, np.nan],
    }
)
MEAN = pd.DataFrame({"epoch": [1, 2], "train": [0.3, 0.5], "validation": [0.15, 0.3]})


def figure(folds=FOLDS, mean=MEAN, measure="f1", **options):
    about = {"name": "s", "title": "best", "measure": measure, "colour": "#123456"}
    return history_figure(folds, mean, **about, axes=shared_axes(folds, measure), **options)


def trace(figure, name):
    return next(t for t in figure.data if t.name == name)


def test_the_mean_is_bold_and_each_fold_a_thin_line_of_its_own():
    drawn = figure()
    bold = trace(drawn, "validation")
    thin = [t for t in drawn.data if t.name is None]
    assert list(bold.y) == [0.15, 0.3]
    assert len(thin) == 2
    assert all(t.line.width < bold.line.width for t in thin)
    assert np.isnan(thin[0].x[2])  # a gap between the folds


def test_one_fold_is_not_drawn_twice():
    assert not [t for t in figure(FOLDS[FOLDS["fold"] == 0]).data if t.name is None]


def test_the_stored_epoch_and_the_best_one_are_marked_on_the_mean():
    drawn = figure(stored=[2], best=1)
    assert list(trace(drawn, "stored").y) == [0.3]
    assert list(trace(drawn, "best").y) == [0.15]
    assert not len(trace(figure(), "stored").x)


def test_a_single_epoch_is_seen_as_a_point():
    assert "markers" in trace(figure(mean=MEAN.head(1)), "validation").mode


@pytest.mark.parametrize("measure", ["f1", "loss", "accuracy"])
def test_every_curve_fits_the_shared_axes(measure):
    axes = shared_axes(FOLDS, measure)
    low, high = axes["yaxis"]["range"]
    if measure == "loss":
        low, high = 10**low, 10**high
    assert low < 0.1
    assert high > 0.6
    assert axes["xaxis"]["range"][0] < 1 < 2 < axes["xaxis"]["range"][1]


def test_axes_leave_room_for_the_epochs_to_come():
    assert shared_axes(FOLDS, "f1", n_epochs=8)["xaxis"]["range"][1] > 8


@pytest.mark.parametrize("measure", ["f1", "loss"])
def test_nothing_to_draw_has_axes_all_the_same(measure):
    low, high = shared_axes(FOLDS.head(0), measure)["yaxis"]["range"]
    assert low < high


def test_a_name_with_a_tag_in_it_is_text():
    drawn = history_figure(
        FOLDS, MEAN, name="<img src=x>", title="<b>", measure="f1", colour="#000", axes={}
    )
    text = drawn.layout.annotations[0].text
    assert "&lt;img src=x&gt;" in text
    assert "<b>" not in text
