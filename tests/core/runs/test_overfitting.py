import numpy as np
import pandas as pd
import pytest

from core.runs.history import NUMBERS
from core.runs.overfitting import is_comparable, overfitting_gap

OVERSAMPLED = {"config": {"sampling": "balanced"}}
MORE = {"config": {"sampling": "extra"}, "n_train": 100, "n_train_graffiti": 40}
WEIGHTED = {"config": {"sampling": "as_is", "class_weights": True}}
PLAIN = {"config": {"sampling": "as_is", "class_weights": False}}


def epochs(**columns):
    n = len(next(iter(columns.values())))
    frame = pd.DataFrame({"strategy": "s", "fold": 0, "epoch": range(1, n + 1), **columns})
    return frame.reindex(columns=["strategy", "fold", "epoch", *NUMBERS])


F1 = epochs(f1=[0.2, 0.6, 0.9], val_f1=[0.1, 0.4, 0.3], recall=[0, 0, 1.0], val_recall=[0, 0, 0.5])


def test_the_gap_is_taken_at_the_stored_epoch_else_at_the_last():
    last = overfitting_gap(F1, "f1", {})
    stored = overfitting_gap(F1, "f1", {0: PLAIN | {"epoch_scored": 2}})
    assert (last.epoch, last.size) == (3, pytest.approx(0.6))
    assert (stored.epoch, stored.size) == (2, pytest.approx(0.2))


@pytest.mark.parametrize(("record", "share"), [(OVERSAMPLED, 0.5), (MORE, 0.4)])
def test_resampled_training_is_judged_by_recall(record, share):
    gap = overfitting_gap(F1, "f1", {0: record})
    assert (gap.measure, gap.size, gap.seen_share) == ("recall", 0.5, share)


def test_what_training_and_validation_measure_alike_depends_on_the_strategy():
    assert is_comparable("f1", WEIGHTED)
    assert not is_comparable("loss", WEIGHTED)
    assert is_comparable("loss", PLAIN)
    assert not is_comparable("accuracy", OVERSAMPLED)
    assert is_comparable("recall", OVERSAMPLED)
    assert is_comparable("f1", {"config": "no mapping"})


def test_a_higher_validation_loss_is_a_gap_and_counts_as_a_part_of_the_training_loss():
    gap = overfitting_gap(epochs(loss=[0.5, 0.2], val_loss=[0.4, 0.3]), "loss", {})
    assert gap.size == pytest.approx(0.1)
    assert gap.relative == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("losses", "turned"),
    [([0.5, 0.3, 0.4], 2), ([0.5, 0.3, 0.31], None), ([0.5, 0.4, 0.3], None), ([0.5], None)],
)
def test_validation_loss_turned_where_it_rose_by_more_than_a_twentieth(losses, turned):
    n = len(losses)
    frame = epochs(f1=[0.5] * n, val_f1=[0.5] * n, val_loss=losses)
    assert overfitting_gap(frame, "f1", {}).turned == turned


def test_one_side_alone_has_no_gap():
    assert overfitting_gap(epochs(f1=[0.5], val_f1=[np.nan]), "f1", {}) is None
