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


def resampled_at(images, k, prevalence, n=3000):
    """Return measure -> (low, high) at the threshold k / 1000, an image weighing what it does."""
    y_true, y_score = images
    rng = np.random.default_rng(0)
    n_each = {label: int(np.sum(y_true == label)) for label in (1, 0)}
    share = n_each[1] / y_true.size if prevalence is None else prevalence
    shares = {1: share, 0: 1 - share}
    drawn = {label: rng.integers(0, n_each[label], (n, n_each[label])) for label in (1, 0)}
    flagged = {c: (y_score[y_true == c] >= k / 1000)[drawn[c]] for c in (1, 0)}
    hit, alarm = (shares[c] * flagged[c].mean(axis=1) for c in (1, 0))
    labels = np.repeat([1, 0], [n_each[1], n_each[0]])
    decisions = np.concatenate([flagged[1], flagged[0]], axis=1)
    values = {
        "precision": hit / (hit + alarm),
        "f1": 2 / ((hit + alarm) / hit + share / hit),
        "flagged_rate": hit + alarm,
        "accuracy": hit + shares[0] - alarm,
        "specificity": 1 - flagged[0].mean(axis=1),
        "balanced_accuracy": (flagged[1].mean(axis=1) + 1 - flagged[0].mean(axis=1)) / 2,
        "mcc": np.array([np.corrcoef(labels, row)[0, 1] for row in decisions]),
        "cost": 1000 * (5 * (share - hit) + 2 * alarm),
    }
    return {name: np.quantile(value, [0.025, 0.975]) for name, value in values.items()}


@pytest.mark.parametrize("prevalence", [None, 0.01])
@pytest.mark.parametrize("k", [400, 600])
def test_every_interval_is_that_of_resampling_images(images, k, prevalence):
    intervals = metric_intervals(
        threshold_sweep(*images),
        n_draws=4000,
        prevalence=prevalence,
        cost_per_false_negative=5,
        cost_per_false_positive=2,
    )
    for name, theirs in resampled_at(images, k, prevalence).items():
        ours = [bound[k] for bound in intervals[name]]
        width = theirs[1] - theirs[0]
        assert ours == pytest.approx(theirs, abs=0.09 * width), name


def test_between_two_draws_the_bound_is_interpolated(images):
    sweep = threshold_sweep(*images)
    lowest, highest = metric_intervals(sweep, n_draws=2, level=1)["recall"]
    low, high = metric_intervals(sweep, n_draws=2, level=0.5)["recall"]
    assert low == pytest.approx(lowest + (highest - lowest) / 4)
    assert high == pytest.approx(highest - (highest - lowest) / 4)
    assert np.any(high - low > 0.01)


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
