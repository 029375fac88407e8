import numpy as np
import pytest
from scipy import stats

from core.metrics.rates import METRICS
from core.metrics.sweep import threshold_sweep
from core.metrics.uncertainty import metric_intervals


@pytest.fixture(scope="module")
def images():
    rng = np.random.default_rng(7)
    y_true = np.repeat([1, 0], [141, 1500])
    return y_true, np.round(rng.beta(1 + 3 * y_true, 4), 3)


def f1(y_true, flagged):
    return 2 * np.sum(flagged & (y_true == 1)) / (np.sum(flagged) + np.sum(y_true))


def precision(y_true, flagged):
    return np.mean(y_true[flagged])


def resampled(images, measure, n=1500):
    """Resample images within each class, the slow way."""
    y_true, *others = images
    rng = np.random.default_rng(0)
    classes = [np.flatnonzero(y_true == label) for label in (1, 0)]
    values = []
    for _ in range(n):
        drawn = np.concatenate([rng.choice(own, own.size) for own in classes])
        values.append(measure(y_true[drawn], *(other[drawn] for other in others)))
    return np.quantile(values, [0.025, 0.975])


@pytest.mark.parametrize("measure", [f1, precision])
def test_intervals_agree_with_resampling_images(images, measure):
    low, high = metric_intervals(threshold_sweep(*images), n_draws=4000)[measure.__name__]
    theirs = resampled(images, lambda y, s: measure(y, s >= 0.5))
    assert [low[500], high[500]] == pytest.approx(theirs, abs=0.012)


def test_the_interval_of_recall_is_that_of_a_binomial_at_every_threshold(images):
    sweep = threshold_sweep(*images)
    low, high = metric_intervals(sweep, n_draws=4000)["recall"]
    for k in range(0, 1001, 50):
        share = sweep.tps[k] / 141
        exact = stats.binom.ppf([0.025, 0.975], 141, share) / 141
        assert [low[k], high[k]] == pytest.approx(exact, abs=2 / 141)


def test_intervals_of_what_is_undefined_are_undefined(images):
    nothing = threshold_sweep(np.array([1, 0]), np.array([0.2, 0.2]))
    low, high = metric_intervals(nothing)["precision"]
    assert np.isnan(low[900])
    assert np.isnan(high[900])
    one_class = metric_intervals(threshold_sweep(np.array([0, 0]), np.array([0.2, 0.4])))
    assert np.isnan(one_class["recall"][0]).all()


def test_every_measure_and_the_cost_has_bounds_in_order_around_its_value(images):
    sweep = threshold_sweep(*images)
    intervals = metric_intervals(sweep)
    assert tuple(intervals) == (*METRICS, "cost")
    for low, high in intervals.values():
        assert low.shape == high.shape == (1001,)
        assert not np.any(low > high)
    low, high = intervals["accuracy"]
    accuracy = (sweep.tps + sweep.tns) / images[0].size
    assert np.mean((low <= accuracy) & (accuracy <= high)) > 0.99


def test_a_prevalence_moves_precision_and_leaves_recall(images):
    sweep = threshold_sweep(*images)
    here, rare = (metric_intervals(sweep, prevalence=p) for p in (None, 0.001))
    assert np.array_equal(here["recall"][0], rare["recall"][0], equal_nan=True)
    assert rare["precision"][1][500] < here["precision"][0][500]


def test_the_cost_of_false_alarms_alone_is_that_of_their_rate(images):
    costs = {"cost_per_false_negative": 0.0, "cost_per_false_positive": 2.0}
    intervals = metric_intervals(threshold_sweep(*images), **costs)
    n_images, n_negatives = images[0].size, np.sum(images[0] == 0)
    expected = 2000 * intervals["false_positive_rate"][1] * n_negatives / n_images
    assert intervals["cost"][1] == pytest.approx(expected, rel=1e-5)


def test_a_wider_level_holds_the_narrower(images):
    sweep = threshold_sweep(*images)
    (low_80, high_80), (low_99, high_99) = (
        metric_intervals(sweep, level=level)["f1"] for level in (0.8, 0.99)
    )
    assert np.nanmax(low_99 - low_80) <= 0
    assert np.nanmax(high_80 - high_99) <= 0
