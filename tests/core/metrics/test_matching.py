import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import recall_score

from core.metrics.matching import MODES, match_table
from core.metrics.operating_points import best_f1, lowest_cost
from core.metrics.sweep import THRESHOLDS, threshold_sweep

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1000)), min_size=4, max_size=60).filter(
    lambda pairs: 0 < sum(label for label, _ in pairs) < len(pairs)
)


def arrays(pairs):
    y_true, thousandths = np.array(pairs).T
    return y_true, thousandths / 1000


@given(rows)
def test_every_mode_has_a_threshold_at_every_slider_position(pairs):
    sweep = threshold_sweep(*arrays(pairs))
    for mode in MODES:
        table = match_table(mode, [sweep, sweep], 5, 1)
        assert table.shape == (1001, 2)
        assert table.min() >= 0
        assert table.max() <= 1000


@given(rows, st.integers(0, 1000))
def test_same_recall_finds_the_wanted_share_and_the_next_threshold_would_not(pairs, position):
    y_true, y_score = arrays(pairs)
    k = int(match_table("same_recall", [threshold_sweep(y_true, y_score)])[position, 0])
    wanted = (1000 - position) / 1000
    assert recall_score(y_true, y_score >= THRESHOLDS[k]) >= wanted
    if k < 1000:
        assert recall_score(y_true, y_score >= THRESHOLDS[k + 1]) < wanted


@given(rows, st.integers(0, 1000))
def test_same_flagged_rate_flags_no_more_than_wanted_and_one_threshold_less_would(pairs, position):
    y_true, y_score = arrays(pairs)
    k = int(match_table("same_flagged_rate", [threshold_sweep(y_true, y_score)])[position, 0])
    wanted = 0.2 * (1000 - position) / 1000
    if k < 1000:
        assert np.mean(y_score >= THRESHOLDS[k]) <= wanted
    if k > 0:
        assert np.mean(y_score >= THRESHOLDS[k - 1]) > wanted


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="same_recall"):
        match_table("fair", [])


@given(rows)
def test_a_strategys_own_best_stays_wherever_the_slider_stands(pairs):
    sweep = threshold_sweep(*arrays(pairs))
    assert np.all(match_table("best_f1", [sweep]) == best_f1(sweep).index)
    assert np.all(match_table("lowest_cost", [sweep], 5, 1) == lowest_cost(sweep, 5, 1).index)
    rare = lowest_cost(sweep, 5, 1, 0.001)
    assert np.all(match_table("lowest_cost", [sweep], 5, 1, 0.001) == rare.index)


def test_the_same_threshold_is_the_slider_itself():
    sweep = threshold_sweep(np.array([0, 1]), np.array([0.3, 0.7]))
    assert match_table("same_threshold", [sweep, sweep])[420].tolist() == [420, 420]


def test_without_graffiti_every_mode_still_answers():
    sweep = threshold_sweep(np.array([0, 0]), np.array([0.3, 0.7]))
    for mode in MODES:
        assert match_table(mode, [sweep]).shape == (1001, 1)
    assert match_table("best_f1", [sweep])[0, 0] == 500


def test_no_strategies_make_an_empty_table():
    assert match_table("same_recall", []).shape == (1001, 0)
