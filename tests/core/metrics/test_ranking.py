import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from core.metrics.ranking import average_precision, roc_auc

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12)), min_size=2, max_size=80)


@given(rows)
def test_ranking_agrees_with_scikit_learn_with_ties(pairs):
    y_true, twelfths = np.array(pairs).T
    y_score = twelfths / 12
    if 0 < y_true.sum() < y_true.size:
        assert roc_auc(y_true, y_score) == pytest.approx(metrics.roc_auc_score(y_true, y_score))
        theirs = metrics.average_precision_score(y_true, y_score)
        assert average_precision(y_true, y_score) == pytest.approx(theirs)
    else:
        assert np.isnan(roc_auc(y_true, y_score))


def test_ranking_of_one_class_or_nothing_is_undefined():
    assert np.isnan(average_precision(np.array([0, 0]), np.array([0.1, 0.2])))
    assert np.isnan(roc_auc(np.array([]), np.array([])))
