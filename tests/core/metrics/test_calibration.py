import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics
from sklearn.calibration import calibration_curve

from core.metrics.calibration import brier_score, correct_prior, log_loss, reliability_bins

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12)), min_size=2, max_size=80)


@given(rows)
def test_scores_of_probabilities_agree_with_scikit_learn(pairs):
    y_true, twelfths = np.array(pairs).T
    y_score = twelfths / 12
    assert brier_score(y_true, y_score) == pytest.approx(
        metrics.brier_score_loss(y_true, y_score, labels=[0, 1])
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = metrics.log_loss(y_true, y_score, labels=[0, 1])
    assert log_loss(y_true, y_score) == pytest.approx(theirs, rel=1e-6)


def test_bins_count_every_image_once_and_an_edge_belongs_above():
    bins = reliability_bins(np.array([0, 1, 1, 1]), np.array([0.05, 0.1, 0.15, 1.0]))
    assert bins.n_images.tolist() == [1, 2, 0, 0, 0, 0, 0, 0, 0, 1]
    assert bins.graffiti_share[1] == 1
    assert bins.mean_score[1] == pytest.approx(0.125)
    assert np.isnan(bins.graffiti_share[2])


def test_the_prior_correction_recovers_probabilities_of_a_resampled_world():
    """Two Gaussians: the posterior at one prior, corrected, is the posterior at the other."""
    x = np.linspace(-3, 5, 50)
    ratio = np.exp(2 * x - 2)  # likelihood ratio of N(2, 1) to N(0, 1)

    def posterior(prior):
        return ratio * prior / (ratio * prior + 1 - prior)

    assert correct_prior(posterior(0.5), 0.5, 0.034) == pytest.approx(posterior(0.034))


def test_an_impossible_prior_is_refused():
    with pytest.raises(ValueError, match="strictly between"):
        correct_prior(np.array([0.5]), 0.0, 0.1)


def test_bins_agree_with_scikit_learns_calibration_curve():
    rng = np.random.default_rng(2)
    y_score = rng.random(3000)
    y_true = (rng.random(3000) < y_score**2).astype(int)
    share, mean_score = calibration_curve(y_true, y_score, n_bins=10)
    bins = reliability_bins(y_true, y_score)
    assert bins.graffiti_share == pytest.approx(share)
    assert bins.mean_score == pytest.approx(mean_score)


def test_no_image_has_no_brier_score_and_no_log_loss():
    nothing = np.array([])
    assert np.isnan([brier_score(nothing, nothing), log_loss(nothing, nothing)]).all()


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0, 1))
def test_correcting_there_and_back_changes_nothing_and_keeps_0_and_1(trained, true, score):
    scores = np.array([0.0, score, 1.0])
    there = correct_prior(scores, trained, true)
    assert there[[0, 2]].tolist() == [0, 1]
    assert correct_prior(there, true, trained) == pytest.approx(scores, abs=1e-9)
