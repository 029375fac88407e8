import numpy as np
import pytest
from sklearn.metrics import f1_score

from core.metrics.cross_fitting import cross_fitted
from core.metrics.operating_points import best_f1, highest_recall_at_precision


@pytest.fixture(scope="module")
def images():
    rng = np.random.default_rng(7)
    y_true = np.repeat([1, 0], [141, 1500])
    return y_true, np.round(rng.beta(1 + 3 * y_true, 4), 3)


def test_a_threshold_chosen_on_noise_flatters_itself():
    rng = np.random.default_rng(5)
    y_true = (rng.random(150) < 0.1).astype(int)
    fitted = cross_fitted(y_true, rng.random(150), np.arange(150) % 5, best_f1)
    assert fitted.optimism > 0
    assert len(fitted.thresholds) == 5


def test_the_cross_fitted_value_is_the_sum_over_folds_judged_elsewhere(images):
    y_true, y_score = images
    folds = np.arange(y_true.size) % 3
    fitted = cross_fitted(y_true, y_score, folds, best_f1)
    decided = np.zeros(y_true.size, bool)
    for fold, threshold in enumerate(fitted.thresholds):
        decided[folds == fold] = y_score[folds == fold] >= threshold
    assert fitted.cross_fitted == pytest.approx(f1_score(y_true, decided))


def test_one_fold_has_no_cross_fitted_value(images):
    assert np.isnan(cross_fitted(*images, np.zeros(images[0].size), best_f1).cross_fitted)


def test_each_fold_is_judged_at_the_threshold_chosen_on_the_others():
    y_true = np.array([1, 0, 1, 0])
    y_score = np.array([0.9, 0.6, 0.4, 0.2])
    fitted = cross_fitted(y_true, y_score, np.array([0, 0, 1, 1]), best_f1)
    # Fold 1 separates from 0.201 on, fold 0 from 0.601 on: each is judged by the other's.
    assert fitted.thresholds == (0.201, 0.601)
    assert (fitted.in_sample, fitted.cross_fitted) == pytest.approx((0.8, 0.5))


def test_a_wish_that_cannot_be_met_has_no_value():
    y_true, y_score = np.array([1, 0, 1, 0]), np.array([0.1, 0.9, 0.1, 0.9])

    def surely(sweep):
        return highest_recall_at_precision(sweep, 0.9)

    fitted = cross_fitted(y_true, y_score, np.array([0, 0, 1, 1]), surely)
    assert np.isnan([fitted.in_sample, fitted.cross_fitted, fitted.optimism]).all()
