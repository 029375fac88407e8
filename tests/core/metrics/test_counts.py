from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics

from core.metrics.counts import ConfusionCounts, confusion_counts


def test_a_score_equal_to_the_threshold_is_positive():
    counts = confusion_counts(np.array([1, 0]), np.array([0.5, 0.5]), threshold=0.5)
    assert counts == ConfusionCounts(tp=1, fp=1, fn=0, tn=0)


def test_a_float32_score_is_compared_in_float64():
    score = np.array([0.29], np.float32)
    assert confusion_counts(np.array([1]), score, 0.29).tp == int(float(score[0]) >= 0.29)


def test_undefined_is_nan_and_not_zero():
    nothing = ConfusionCounts(tp=0, fp=0, fn=0, tn=3)
    assert isnan(nothing.recall)
    assert isnan(nothing.precision)
    assert isnan(nothing.f1)
    assert isnan(nothing.mcc)
    assert nothing.specificity == 1


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 10)), min_size=1, max_size=60))
def test_the_measures_agree_with_scikit_learn(rows):
    y_true, tenths = np.array(rows).T
    y_score = tenths / 10
    ours = confusion_counts(y_true, y_score, 0.5)
    decided = (y_score >= 0.5).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(y_true, decided, labels=[0, 1]).ravel().tolist()
    assert (ours.tp, ours.fp, ours.fn, ours.tn) == (tp, fp, fn, tn)
    assert ours.accuracy == pytest.approx(metrics.accuracy_score(y_true, decided))
    for name, oracle in {
        "recall": metrics.recall_score,
        "precision": metrics.precision_score,
        "f1": metrics.f1_score,
    }.items():
        theirs = oracle(y_true, decided, zero_division=np.nan)
        assert getattr(ours, name) == pytest.approx(theirs, nan_ok=True)
    both = 0 < y_true.sum() < y_true.size
    assert isnan(ours.mcc) == (not both or decided.min() == decided.max())
    if not isnan(ours.mcc):
        assert ours.mcc == pytest.approx(metrics.matthews_corrcoef(y_true, decided))
    kept = metrics.recall_score(y_true, decided, pos_label=0, zero_division=np.nan)
    assert ours.specificity == pytest.approx(kept, nan_ok=True)
    assert ours.false_positive_rate == pytest.approx(1 - kept, nan_ok=True)
    assert ours.flagged_rate == pytest.approx(decided.mean())
    assert isnan(ours.balanced_accuracy) == isnan(ours.g_mean) == (not both)
    if both:
        balanced = metrics.balanced_accuracy_score(y_true, decided)
        assert ours.balanced_accuracy == pytest.approx(balanced)
        assert ours.g_mean == pytest.approx(stats.gmean([ours.recall, kept]))
