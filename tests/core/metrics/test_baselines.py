import numpy as np
import pytest

from core.metrics.baselines import flag_at_random
from core.metrics.rates import rates


def test_flagging_by_lot_has_the_prevalence_as_precision_and_no_correlation():
    measures = rates(*flag_at_random(141, 3986, 0.3))
    assert measures["precision"] == pytest.approx(141 / 4127)
    assert measures["recall"] == pytest.approx(0.3)
    assert measures["mcc"] == pytest.approx(0, abs=1e-12)
    assert np.isnan(rates(*flag_at_random(141, 3986, 0))["precision"])


def test_the_counts_are_the_mean_of_many_draws_by_lot():
    rng = np.random.default_rng(0)
    y_true = np.repeat([1, 0], [20, 80])
    flagged = rng.random((4000, 100)) < 0.25
    tp = np.mean(np.sum(flagged & (y_true == 1), axis=1))
    fp = np.mean(np.sum(flagged & (y_true == 0), axis=1))
    assert flag_at_random(20, 80, 0.25) == pytest.approx([tp, fp, 20 - tp, 80 - fp], rel=0.02)
