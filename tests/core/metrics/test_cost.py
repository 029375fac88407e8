import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics.cost import cost_per_1000

count = st.integers(0, 100_000)


@given(count, count, count, count, st.floats(0, 100), st.floats(0, 100))
def test_the_cost_is_the_mean_cost_of_an_image_times_1000(tp, fp, fn, tn, miss, alarm):
    ours = float(cost_per_1000(tp, fp, fn, tn, miss, alarm))
    n_images = tp + fp + fn + tn
    if n_images:
        theirs = np.average([0, alarm, miss, 0], weights=[tp, fp, fn, tn]) * 1000
        assert ours == pytest.approx(theirs)
    else:
        assert np.isnan(ours)


@given(count, count, count, count)
def test_the_prevalence_of_the_images_changes_nothing(tp, fp, fn, tn):
    if tp + fn and fp + tn:
        own = (tp + fn) / (tp + fp + fn + tn)
        with_own = cost_per_1000(tp, fp, fn, tn, 7, 2, prevalence=own)
        assert with_own == pytest.approx(cost_per_1000(tp, fp, fn, tn, 7, 2))


def test_on_a_street_without_graffiti_only_false_alarms_cost():
    assert cost_per_1000(1, 10, 9, 90, 100, 2, prevalence=0.0) == pytest.approx(200)


def test_a_prevalence_without_images_of_a_class_leaves_the_cost_undefined():
    assert np.isnan(cost_per_1000(0, 10, 0, 90, prevalence=0.1))
