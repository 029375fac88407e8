from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from core.metrics.counts import ConfusionCounts
from core.metrics.rogan_gladen import corrected_share

ARTICLE = ConfusionCounts(tp=84, fn=57, tn=3866, fp=120)


def test_a_share_is_found_again_behind_the_errors_made_on_it():
    found = corrected_share(136, 1_000, ConfusionCounts(tp=80, fn=20, tn=90, fp=10))
    assert found.share == pytest.approx((0.136 - 0.1) / 0.7)


def test_a_classifier_without_errors_changes_nothing():
    found = corrected_share(7, 50, ConfusionCounts(tp=10**7, fn=0, tn=10**7, fp=0))
    z = norm.ppf(0.975)
    middle, n = (7 + z * z / 2) / (50 + z * z), 50 + z * z
    half = z * sqrt(middle * (1 - middle) / n)  # Agresti and Coull's interval
    assert found.share == pytest.approx(7 / 50)
    assert (found.low, found.high) == pytest.approx((middle - half, middle + half), abs=1e-5)


def test_fewer_flagged_than_false_alarms_alone_would_be_is_none_at_all():
    found = corrected_share(0, 500, ARTICLE)
    assert (found.share, found.low) == (0, 0)
    assert 0 < found.high < 0.05


def test_more_flagged_than_are_ever_found_is_everything():
    found = corrected_share(490, 500, ARTICLE)
    assert (found.share, found.high) == (1, 1)


@pytest.mark.parametrize(
    "validated",
    [
        ConfusionCounts(tp=5, fn=5, tn=50, fp=50),
        ConfusionCounts(tp=1, fn=9, tn=50, fp=50),
        ConfusionCounts(tp=0, fn=0, tn=50, fp=50),
        ConfusionCounts(tp=5, fn=5, tn=0, fp=0),
    ],
)
def test_a_classifier_no_better_than_chance_says_nothing(validated):
    found = corrected_share(10, 100, validated)
    assert isnan(found.share)
    assert isnan(found.low)
    assert isnan(found.high)


def test_no_images_have_no_share():
    assert isnan(corrected_share(0, 0, ARTICLE).share)


counts = st.integers(0, 300)


@given(counts, counts, counts, counts, st.integers(1, 500), st.floats(0, 1))
def test_the_interval_holds_the_share_and_lies_in_0_to_1(tp, fn, tn, fp, n, flagged):
    found = corrected_share(round(flagged * n), n, ConfusionCounts(tp=tp, fn=fn, tn=tn, fp=fp))
    assert isnan(found.share) or 0 <= found.low <= found.share <= found.high <= 1


@pytest.mark.parametrize(
    ("n", "share", "recall", "specificity", "n_graffiti", "n_rest"),
    [
        (500, 0.034, 0.6, 0.97, 141, 3_986),
        (500, 0.10, 0.8, 0.83, 141, 3_986),
        (100, 0.30, 0.9, 0.99, 20, 100),
        (2_500, 0.01, 0.6, 0.97, 704, 19_927),
        (60, 0.0, 0.7, 0.95, 50, 500),
    ],
)
def test_95_of_100_intervals_hold_the_true_share_in_a_simulation(
    n, share, recall, specificity, n_graffiti, n_rest
):
    rng = np.random.default_rng(0)
    n_repeats = 1_500
    tps, tns = (
        rng.binomial(n_graffiti, recall, n_repeats),
        rng.binomial(n_rest, specificity, n_repeats),
    )
    flagged = rng.binomial(n, share * recall + (1 - share) * (1 - specificity), n_repeats)
    held = 0
    for k, tp, tn in zip(flagged.tolist(), tps.tolist(), tns.tolist(), strict=True):
        validated = ConfusionCounts(tp=tp, fn=n_graffiti - tp, tn=tn, fp=n_rest - tn)
        found = corrected_share(k, n, validated)
        held += found.low <= share <= found.high
    assert held / n_repeats > 0.935


def test_it_is_as_wide_as_a_parametric_bootstrap():
    rng = np.random.default_rng(0)
    n, k = 2_500, 250
    found = corrected_share(k, n, ARTICLE)
    recalls, specificities = (
        rng.binomial(141, 84 / 141, 40_000) / 141,
        rng.binomial(3_986, 3_866 / 3_986, 40_000) / 3_986,
    )
    drawn = (rng.binomial(n, k / n, 40_000) / n + specificities - 1) / (recalls + specificities - 1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert found.high - found.low == pytest.approx(high - low, rel=0.1)
    assert found.low == pytest.approx(low, abs=0.01)


def test_uncertain_error_rates_widen_the_interval():
    few = ConfusionCounts(tp=6, fn=4, tn=97, fp=3)
    many = ConfusionCounts(tp=6_000, fn=4_000, tn=97_000, fp=3_000)
    narrow, wide = (corrected_share(30, 500, validated) for validated in (many, few))
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)
    assert wide.share == pytest.approx(narrow.share)
