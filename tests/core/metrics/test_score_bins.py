import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics.score_bins import score_bins
from core.metrics.sweep import threshold_sweep

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1000)), min_size=1, max_size=80)


@given(rows, st.sampled_from([10, 50, 1000]))
def test_bins_agree_with_numpys_histogram(pairs, n_bins):
    y_true, thousandths = np.array(pairs).T
    bins = score_bins(threshold_sweep(y_true, thousandths / 1000), n_bins)
    edges = np.arange(n_bins + 1) * (1000 // n_bins)
    for label, counts in ((1, bins.n_graffiti), (0, bins.n_rest)):
        assert counts.tolist() == np.histogram(thousandths[y_true == label], edges)[0].tolist()


@pytest.mark.parametrize("n_bins", [0, 7])
def test_bins_whose_edges_are_no_thresholds_are_refused(n_bins):
    with pytest.raises(ValueError, match="divide"):
        score_bins(threshold_sweep(np.array([0, 1]), np.array([0.1, 0.2])), n_bins)
