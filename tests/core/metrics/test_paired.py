import numpy as np
import pytest

from core.metrics.paired import compare_paired


@pytest.fixture(scope="module")
def images():
    rng = np.random.default_rng(7)
    y_true = np.repeat([1, 0], [141, 1500])
    return y_true, np.round(rng.beta(1 + 3 * y_true, 4), 3)


def f1(y_true, flagged):
    return 2 * np.sum(flagged & (y_true == 1)) / (np.sum(flagged) + np.sum(y_true))


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


def test_paired_intervals_agree_with_resampling_images(images):
    y_true, y_score = images
    other = np.clip(y_score + np.random.default_rng(3).normal(0, 0.15, y_score.size), 0, 1)
    a, b = y_score >= 0.5, other >= 0.5
    ours = compare_paired(y_true, a, b)
    theirs = resampled((y_true, a, b), lambda y, a, b: f1(y, a) - f1(y, b))
    assert ours.f1.difference == pytest.approx(f1(y_true, a) - f1(y_true, b))
    assert [ours.f1.low, ours.f1.high] == pytest.approx(theirs, abs=0.012)
    assert ours.only_a_right == np.sum((a == y_true) & (b != y_true))
    assert ours.only_b_right == np.sum((b == y_true) & (a != y_true))


def test_a_strategy_against_itself_is_identical_and_no_better():
    y = np.array([1, 0, 1, 0])
    same = compare_paired(y, y == 1, y == 1, np.array([0, 0, 1, 1]))
    assert same.identical
    assert same.verdict == "cannot tell"
    assert same.f1.difference == 0
    assert (same.folds_agreeing, same.n_folds) == (2, 2)


def test_a_clear_difference_is_called_and_its_reverse_too(images):
    y_true, y_score = images
    good, bad = y_true == 1, y_score >= 0.9
    folds = np.arange(y_true.size) % 3
    assert compare_paired(y_true, good, bad, folds).verdict == "better"
    back = compare_paired(y_true, bad, good, folds)
    assert back.verdict == "worse"
    assert (back.folds_agreeing, back.n_folds) == (3, 3)


def test_a_precision_of_nothing_flagged_is_undefined_and_cannot_tell():
    y_true = np.array([1, 0, 0, 1])
    nothing = compare_paired(y_true, y_true == 1, y_true > 1)
    assert np.isnan(nothing.precision.difference)
    assert nothing.precision.verdict == "cannot tell"
    assert nothing.recall.difference == 1


def test_without_folds_none_can_agree(images):
    y_true, y_score = images
    plain = compare_paired(y_true, y_score >= 0.4, y_score >= 0.6)
    assert (plain.folds_agreeing, plain.n_folds) == (0, 0)
