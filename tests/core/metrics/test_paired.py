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


def recall(y_true, flagged):
    return np.mean(flagged[y_true == 1])


def precision(y_true, flagged):
    return np.mean(y_true[flagged])


MEASURES = {"f1": f1, "recall": recall, "precision": precision}


def resampled(y_true, a, b, n=3000):
    """Resample images within each class, the slow way: measure -> draws of A minus B."""
    rng = np.random.default_rng(0)
    classes = [np.flatnonzero(y_true == label) for label in (1, 0)]
    values = {name: [] for name in MEASURES}
    for _ in range(n):
        drawn = np.concatenate([rng.choice(own, own.size) for own in classes])
        y, first, second = y_true[drawn], a[drawn], b[drawn]
        for name, measure in MEASURES.items():
            values[name].append(measure(y, first) - measure(y, second))
    return values


@pytest.mark.parametrize("level", [0.95, 0.5])
def test_paired_intervals_are_those_of_resampling_images(images, level):
    y_true, y_score = images
    other = np.clip(y_score + np.random.default_rng(3).normal(0, 0.15, y_score.size), 0, 1)
    a, b = y_score >= 0.5, other >= 0.5
    ours = compare_paired(y_true, a, b, level=level)
    drawn = resampled(y_true, a, b)
    for name, measure in MEASURES.items():
        found = getattr(ours, name)
        assert found.difference == pytest.approx(measure(y_true, a) - measure(y_true, b))
        low, high = np.quantile(drawn[name], [(1 - level) / 2, (1 + level) / 2])
        assert [found.low, found.high] == pytest.approx([low, high], abs=0.09 * (high - low)), name
    assert ours.only_a_right == np.sum((a == y_true) & (b != y_true))
    assert ours.only_b_right == np.sum((b == y_true) & (a != y_true))


def test_a_small_gain_is_not_called_better(images):
    y_true, y_score = images
    a = y_score >= 0.5
    b = a.copy()
    b[np.flatnonzero(a & (y_true == 1))[0]] = False
    pair = compare_paired(y_true, a, b)
    assert pair.f1.difference > 0
    assert pair.verdict == "cannot tell"
    assert (pair.only_a_right, pair.only_b_right, pair.identical) == (1, 0, False)


def test_folds_agree_where_their_own_difference_has_the_sign_of_all():
    y_true = np.array([1, 1, 1, 1, 0, 0] * 3)
    a, b = y_true == 1, y_true == 1
    b[:2] = False  # fold 0: A finds more
    a[6] = False  # fold 1: B finds more
    folds = np.repeat([0, 1, 2], 6)  # fold 2: alike
    pair = compare_paired(y_true, a, b, folds)
    assert pair.f1.difference > 0
    assert (pair.folds_agreeing, pair.n_folds) == (1, 3)


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
