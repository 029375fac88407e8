import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix_at_thresholds

from core.metrics.counts import confusion_counts
from core.metrics.sweep import threshold_sweep


def test_the_grid_holds_the_doubles_a_person_types():
    thresholds = threshold_sweep(np.array([0, 1]), np.array([0.1, 0.9])).thresholds
    assert thresholds.size == 1001
    assert all(thresholds[round(t * 1000)] == t for t in (0, 0.29, 0.57, 0.58, 1))


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.one_of(st.integers(0, 1000), st.floats(0, 1000))),
        min_size=1,
        max_size=80,
    ),
    st.sampled_from([np.float32, np.float64]),
)
def test_every_row_is_the_count_at_that_threshold(rows, dtype):
    y_true = np.array([label for label, _ in rows])
    y_score = np.array([score / 1000 for _, score in rows]).astype(dtype)
    sweep = threshold_sweep(y_true, y_score)
    for k in (0, 1, 290, 570, 580, 999, 1000):
        assert sweep.counts_at(k) == confusion_counts(y_true, y_score, sweep.thresholds[k])


def test_float32_scores_on_the_grid_are_widened_and_not_the_thresholds_narrowed():
    scores = (np.arange(1001) / 1000).astype(np.float32)
    tps = threshold_sweep(np.ones(1001, int), scores).tps
    widened = [float(score) for score in scores]
    expected = [sum(score >= k / 1000 for score in widened) for k in range(1001)]
    assert tps.tolist() == expected
    assert np.any(tps != np.arange(1001, 0, -1))  # float32 0.29 lies below 0.29


def test_counts_agree_with_scikit_learn_on_scores_with_ties_and_on_the_grid():
    rng = np.random.default_rng(0)
    y_true = rng.integers(0, 2, 5_000)
    y_score = np.where(rng.random(5_000) < 0.5, rng.integers(0, 1001, 5_000) / 1000, rng.random())
    tns, fps, fns, tps, thresholds = confusion_matrix_at_thresholds(y_true, y_score)
    ours = threshold_sweep(y_true, y_score)
    ks = np.flatnonzero(np.isin(ours.thresholds, thresholds))
    assert ks.size > 500
    theirs = {t: (a, b, c, d) for t, a, b, c, d in zip(thresholds, tps, fps, fns, tns, strict=True)}
    for k in ks:
        got = (ours.tps[k], ours.fps[k], ours.fns[k], ours.tns[k])
        assert got == theirs[ours.thresholds[k]]


@pytest.mark.parametrize(
    ("y_true", "y_score", "word"),
    [([0], [1.5], "sigmoid"), ([0], [np.nan], "probabilities"), ([2], [0.5], "0 and 1")],
)
def test_bad_input_is_refused_in_words(y_true, y_score, word):
    with pytest.raises(ValueError, match=word):
        threshold_sweep(np.array(y_true), np.array(y_score))


def test_labels_and_scores_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        threshold_sweep(np.array([0, 1]), np.array([0.5]))
