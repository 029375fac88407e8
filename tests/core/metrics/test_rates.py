import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics.counts import ConfusionCounts
from core.metrics.rates import METRICS, rates

count = st.integers(0, 200_000)


@given(count, count, count, count)
def test_arrays_and_single_counts_say_the_same(tp, fp, fn, tn):
    arrays = rates(*(np.array([n]) for n in (tp, fp, fn, tn)))
    one = ConfusionCounts(tp=tp, fp=fp, fn=fn, tn=tn)
    assert tuple(arrays) == METRICS
    for name in METRICS:
        assert arrays[name][0] == pytest.approx(getattr(one, name), nan_ok=True, abs=1e-12)


def test_counts_of_any_shape_broadcast():
    measures = rates(np.ones((3, 1)), np.ones(4), 0, 2)
    assert {values.shape for values in measures.values()} == {(3, 4)}
    assert measures["precision"][2, 3] == 0.5
