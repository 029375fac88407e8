import numpy as np
import pandas as pd
import pytest

from core.runs.history import NUMBERS
from core.runs.learning import best_epoch, learning_curves, mean_curves, stored_epochs


def epochs(*rows):
    frame = pd.DataFrame(rows, columns=["strategy", "fold", "epoch", "f1", "val_f1"])
    return frame.reindex(columns=["strategy", "fold", "epoch", *NUMBERS])


THREE = epochs(("a", 0, 1, 0.2, 0.1), ("a", 0, 2, 0.4, 0.5), ("a", 1, 1, 0.6, 0.3))


def test_the_mean_is_over_the_folds_that_have_the_epoch():
    mean = mean_curves(learning_curves(THREE, "f1"))
    assert mean[["epoch", "train", "validation"]].values.tolist() == [
        [1, pytest.approx(0.4), pytest.approx(0.2)], [2, 0.4, 0.5],
    ]  # fmt: skip


def test_a_measure_that_was_not_recorded_has_no_curve():
    assert learning_curves(THREE, "loss").empty


def test_one_side_alone_is_still_a_curve():
    assert len(learning_curves(epochs(("a", 0, 1, np.nan, 0.1)), "f1")) == 1


def curve(*validation):
    numbers = range(1, len(validation) + 1)
    return pd.DataFrame({"epoch": numbers, "train": 0.0, "validation": validation})


def test_the_best_epoch_has_the_highest_measure_or_the_lowest_loss_the_earliest_of_equals():
    assert best_epoch(curve(0.1, 0.3, 0.3, 0.2), "f1")["epoch"] == 2
    assert best_epoch(curve(0.4, 0.3, 0.3, np.nan), "loss")["epoch"] == 2
    assert best_epoch(curve(np.nan, np.nan), "f1") is None


def test_stored_epochs_are_those_recorded_once_each():
    records = [{"epoch_scored": 8}, {"epoch_scored": 5}, {"epoch_scored": 8}, {}]
    assert stored_epochs([*records, {"epoch_scored": [1]}, {"epoch_scored": True}]) == [5, 8]
