import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from core.metrics.wilson import wilson_interval


@given(st.integers(1, 5_000), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_it_is_scipys_wilson_interval(n, share, level):
    hits = round(share * n)
    expected = binomtest(hits, n).proportion_ci(level, method="wilson")
    np.testing.assert_allclose(
        wilson_interval(hits, n, level), (expected.low, expected.high), atol=1e-12
    )


@pytest.mark.parametrize("n", [1, 10, 4_127])
def test_nothing_and_everything_have_an_open_side_and_an_exact_one(n):
    assert wilson_interval(0, n)[0] == 0
    assert wilson_interval(0, n)[1] > 0
    assert wilson_interval(n, n)[1] == 1
    assert wilson_interval(n, n)[0] < 1


def test_nothing_counted_is_undefined():
    assert np.isnan(wilson_interval(0, 0)).all()
