import numpy as np
import pytest

from core.inference.similar import similar_images


def test_the_nearest_in_score_are_counted():
    y_score = np.array([0.1, 0.4, 0.45, 0.5, 0.9])
    y_true = np.array([0, 0, 1, 1, 1])
    found = similar_images(y_true, y_score, 0.46, n_wanted=3)
    assert (found.n_images, found.n_graffiti) == (3, 2)
    assert (found.lowest, found.highest) == (0.4, 0.5)
    assert 0 < found.low < 2 / 3 < found.high < 1


def test_images_that_tie_with_the_farthest_count_too():
    found = similar_images(np.array([1, 0, 0, 0]), np.zeros(4), 0.0, n_wanted=2)
    assert (found.n_images, found.n_graffiti) == (4, 1)


def test_the_place_in_both_classes_is_the_share_at_least_as_high():
    found = similar_images(np.array([1, 1, 0, 0]), np.array([0.5, 0.9, 0.1, 0.6]), 0.5)
    assert (found.higher_graffiti, found.higher_rest) == (1.0, 0.5)


def test_without_images_nothing_is_claimed():
    found = similar_images(np.array([]), np.array([]), 0.5)
    assert found.n_images == 0
    assert np.isnan([found.low, found.high, found.lowest, found.higher_rest]).all()


def test_one_class_alone_leaves_the_other_undefined():
    found = similar_images(np.zeros(3), np.array([0.1, 0.2, 0.3]), 0.2)
    assert np.isnan(found.higher_graffiti)
    assert found.higher_rest == pytest.approx(2 / 3)
