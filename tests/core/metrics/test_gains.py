import numpy as np

from core.metrics.gains import gains


def test_gains_begin_with_the_highest_scores_and_end_with_all():
    curve = gains(np.array([1, 0, 0, 1]), np.array([0.9, 0.8, 0.2, 0.1]))
    assert (curve.looked_at[-1], curve.found[-1]) == (1, 1)
    assert curve.found[np.searchsorted(curve.looked_at, 0.25)] == 0.5


def test_a_perfect_ranking_finds_all_after_looking_at_the_graffiti_alone():
    y_true = np.array([1] * 3 + [0] * 97)
    curve = gains(y_true, y_true * 0.5 + 0.25)
    first = np.flatnonzero(curve.found == 1)[0]
    assert curve.looked_at[first] == 0.03


def test_without_graffiti_what_is_found_is_undefined():
    assert np.isnan(gains(np.array([0, 0]), np.array([0.1, 0.2])).found).all()
