import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, fbeta_score, precision_score, recall_score

from core.metrics import operating_points as points
from core.metrics.sweep import THRESHOLDS, ThresholdSweep, threshold_sweep

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1000)), min_size=4, max_size=60).filter(
    lambda pairs: 0 < sum(label for label, _ in pairs) < len(pairs)
)


def arrays(pairs):
    y_true, thousandths = np.array(pairs).T
    return y_true, thousandths / 1000


@given(rows, st.sampled_from([0.5, 1.0, 2.0]))
def test_best_f_beta_is_the_best_of_all_thresholds_by_scikit_learn(pairs, beta):
    y_true, y_score = arrays(pairs)
    point = points.best_f_beta(threshold_sweep(y_true, y_score), beta)
    theirs = [
        fbeta_score(y_true, y_score >= t, beta=beta, zero_division=0)
        for t in np.unique(np.append(y_score, [0, 1]))
    ]
    assert point.value == pytest.approx(max(theirs))
    at = fbeta_score(y_true, y_score >= THRESHOLDS[point.index], beta=beta, zero_division=0)
    assert at == pytest.approx(point.value)


@given(rows, st.sampled_from([0.3, 0.8, 1.0]))
def test_a_recall_floor_is_kept_with_the_highest_precision_possible(pairs, floor):
    y_true, y_score = arrays(pairs)
    point = points.highest_precision_at_recall(threshold_sweep(y_true, y_score), floor)
    allowed = [
        precision_score(y_true, y_score >= t, zero_division=0)
        for t in THRESHOLDS[::100]
        if recall_score(y_true, y_score >= t) >= floor
    ]
    assert recall_score(y_true, y_score >= THRESHOLDS[point.index]) >= floor
    assert point.value >= max(allowed) - 1e-12


def test_a_precision_floor_beyond_reach_is_said_not_guessed():
    sweep = threshold_sweep(np.array([0, 1]), np.array([0.9, 0.1]))
    point = points.highest_recall_at_precision(sweep, 0.9)
    assert point.index is None
    assert "precision of 90 %" in point.reason


def test_a_review_capacity_is_used_up_but_not_passed():
    y_true = np.array([1] * 5 + [0] * 95)
    y_score = np.linspace(1, 0.01, 100)
    sweep = threshold_sweep(y_true, y_score)
    point = points.review_capacity(sweep, 30)
    counts = sweep.counts_at(point.index)
    assert counts.tp + counts.fp == 3
    full = threshold_sweep(np.array([0, 1]), np.array([1.0, 1.0]))
    assert points.review_capacity(full, 10).index is None


def test_the_lowest_cost_moves_down_as_misses_get_dearer():
    rng = np.random.default_rng(1)
    y_true = (rng.random(2000) < 0.1).astype(int)
    sweep = threshold_sweep(y_true, rng.beta(1 + 3 * y_true, 4))
    cheap, dear = (points.lowest_cost(sweep, cost, 1).index for cost in (1, 30))
    assert dear < cheap


@given(rows)
def test_the_near_optimal_range_holds_the_point_and_only_near_values(pairs):
    y_true, y_score = arrays(pairs)
    point = points.best_f1(threshold_sweep(y_true, y_score))
    assert point.low_index <= point.index <= point.high_index
    for k in (point.low_index, point.high_index):
        near = f1_score(y_true, y_score >= THRESHOLDS[k], zero_division=0)
        assert near >= 0.99 * point.value - 1e-12


@given(rows, st.floats(0, 50))
def test_the_lowest_cost_is_the_lowest_of_all_decisions(pairs, miss):
    y_true, y_score = arrays(pairs)
    point = points.lowest_cost(threshold_sweep(y_true, y_score), miss, 1)
    costs = [np.mean(np.where(y_true == 1, miss * (y_score < t), y_score >= t)) for t in THRESHOLDS]
    assert point.value == pytest.approx(1000 * min(costs))
    assert point.low_index <= point.index <= point.high_index


def test_of_thresholds_that_find_as_much_a_capacity_takes_the_one_that_flags_least():
    sweep = threshold_sweep(np.array([1, 0, 0, 0]), np.array([0.8, 0.4, 0.3, 0.2]))
    point = points.review_capacity(sweep, 500)
    assert sweep.counts_at(point.index).fp == 0
    assert point.index == 800


def test_without_graffiti_there_is_no_best_f1_and_it_says_why():
    point = points.best_f1(threshold_sweep(np.array([0, 0]), np.array([0.2, 0.6])))
    assert point.index is None
    assert "no graffiti" in point.reason
    assert np.isnan(point.value)


def test_a_cost_at_a_prevalence_needs_images_of_both_classes():
    one_class = threshold_sweep(np.array([0, 0]), np.array([0.2, 0.6]))
    assert points.lowest_cost(one_class, 1, 1, prevalence=0.1).index is None


def test_the_range_ends_where_a_worse_threshold_lies_between():
    # Best at 0.9, nearly as good nowhere near: the low scores flag many false alarms.
    y_true = np.array([1, 1, 0, 0, 0, 0])
    y_score = np.array([0.9, 0.9, 0.5, 0.5, 0.5, 0.5])
    point = points.best_f1(threshold_sweep(y_true, y_score))
    assert (point.low_index, point.high_index) == (501, 900)


def at_every_threshold(y_true, y_score):
    """Judge every image at every threshold; no sorting, no cumulated counts."""
    flagged = y_score[:, None] >= THRESHOLDS
    graffiti, rest = flagged[y_true == 1], flagged[y_true == 0]
    recall = graffiti.mean(axis=0)
    with np.errstate(invalid="ignore"):
        precision = graffiti.sum(axis=0) / flagged.sum(axis=0)
    return {
        "recall": recall,
        "precision": precision,
        "f1": 2 * graffiti.sum(axis=0) / (flagged.sum(axis=0) + len(graffiti)),
        "saved": -(7 * (~graffiti).sum(axis=0) + 2 * rest.sum(axis=0)) / y_true.size * 1000,
        "flagged": flagged.sum(axis=0),
    }


def found_by_hand(values, allowed, *, last=False):
    """Return the best allowed threshold and how far one can go from it while nearly as good."""
    best = max(v for v, fine in zip(values, allowed, strict=True) if fine)
    places = [k for k in range(1001) if allowed[k] and values[k] == best]
    place = places[-1 if last else 0]
    near = [bool(a) and v >= best - 0.01 * abs(best) for v, a in zip(values, allowed, strict=True)]
    low = high = place
    while low > 0 and near[low - 1]:
        low -= 1
    while high < 1000 and near[high + 1]:
        high += 1
    return place, low, high


@pytest.mark.parametrize("seed", range(6))
def test_each_wish_is_answered_as_by_trying_every_threshold_and_walking_from_the_best(seed):
    rng = np.random.default_rng(seed)
    y_true = (rng.random(2000) < 0.15).astype(int)
    y_score = np.round(rng.beta(1 + 2 * y_true, 3), 2)
    m = at_every_threshold(y_true, y_score)
    sweep, anywhere = threshold_sweep(y_true, y_score), np.full(1001, True)
    floor = float(m["recall"][400])  # reached exactly: the floor itself is allowed
    right = float(m["precision"][500])
    k = int(m["flagged"][350])
    for point, expected in (
        (points.best_f1(sweep), found_by_hand(m["f1"], anywhere)),
        (points.lowest_cost(sweep, 7, 2), found_by_hand(m["saved"], anywhere)),
        (
            points.highest_precision_at_recall(sweep, floor),
            found_by_hand(np.nan_to_num(m["precision"]), m["recall"] >= floor),
        ),
        (
            points.highest_recall_at_precision(sweep, right),
            found_by_hand(m["recall"], m["precision"] >= right, last=True),
        ),
        (
            points.review_capacity(sweep, k / 2),
            found_by_hand(m["recall"], m["flagged"] <= k, last=True),
        ),
    ):
        assert (point.index, point.low_index, point.high_index) == expected


def test_a_part_of_an_image_is_graffiti_too():
    """A sweep re-weighed to a street where graffiti is rare: 0.4 images of 400."""
    y_true = (np.arange(400) % 8 == 0).astype(int)
    here = threshold_sweep(y_true, np.round(0.2 + 0.5 * y_true + 0.002 * (np.arange(400) % 90), 3))
    rare, common = 0.4 / 50, 399.6 / 350
    street = ThresholdSweep(
        THRESHOLDS, here.tps * rare, here.fps * common, here.fns * rare, here.tns * common
    )
    assert points.best_f1(street).value == pytest.approx(1)
    assert points.review_capacity(street, 1).index == points.best_f1(street).high_index
