import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from core.metrics.ranking_curve import corners, ranking_curve

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12)), min_size=2, max_size=80).filter(
    lambda pairs: 0 < sum(label for label, _ in pairs) < len(pairs)
)


@given(rows)
def test_every_point_agrees_with_scikit_learns_roc_curve(pairs):
    y_true, twelfths = np.array(pairs).T
    fpr, tpr, thresholds = metrics.roc_curve(y_true, twelfths / 12, drop_intermediate=False)
    ours = ranking_curve(y_true, twelfths / 12)
    assert ours.thresholds.tolist() == thresholds.tolist()
    assert ours.tps / y_true.sum() == pytest.approx(tpr)
    assert ours.fps / (y_true == 0).sum() == pytest.approx(fpr)


@given(rows)
def test_the_corners_keep_the_area_the_ends_and_every_step_in_recall(pairs):
    y_true, twelfths = np.array(pairs).T
    whole = ranking_curve(y_true, twelfths / 12)
    few = corners(whole)
    area = metrics.auc(whole.fps, whole.tps)
    assert metrics.auc(few.fps, few.tps) == pytest.approx(area)
    assert (few.thresholds[0], few.tps[-1]) == (np.inf, whole.tps[-1])
    steps = np.flatnonzero(np.diff(whole.tps) > 0) + 1
    assert np.isin(whole.thresholds[steps], few.thresholds).all()


def test_the_corners_grow_with_the_graffiti_and_not_with_the_images():
    rng = np.random.default_rng(0)
    y_true = np.arange(20_000) % 200 == 0
    few = corners(ranking_curve(y_true, rng.random(20_000)))
    assert few.thresholds.size <= 2 * y_true.sum() + 2


def test_no_images_flag_nothing():
    curve = corners(ranking_curve(np.array([]), np.array([])))
    assert (curve.tps.tolist(), curve.fps.tolist()) == ([0], [0])
