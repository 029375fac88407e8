import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.utils.class_weight import compute_class_weight

from core.training.sampling import balanced_class_weight, epoch_order, smote_images


@given(st.integers(1, 50), st.integers(1, 50))
def test_class_weights_are_scikit_learn_s_balanced_ones(n_0, n_1):
    y = np.repeat([0, 1], [n_0, n_1])
    theirs = compute_class_weight("balanced", classes=np.array([0, 1]), y=y)
    assert list(balanced_class_weight(y).values()) == pytest.approx(theirs.tolist())


def test_the_article_s_weights_are_28_to_1():
    weights = balanced_class_weight(np.repeat([0, 1], [3986, 141]))
    assert weights[1] == pytest.approx(14.63, abs=0.01)
    assert weights[0] == pytest.approx(0.52, abs=0.01)


def test_an_epoch_as_is_sees_every_image_once():
    order = epoch_order(np.array([0] * 9 + [1]), balanced=False, n_images=10, seed=[0, 0])
    assert sorted(order.tolist()) == list(range(10))


def test_a_balanced_epoch_is_half_graffiti_and_goes_through_each_class_evenly():
    labels = np.array([0] * 90 + [1] * 7)
    order = epoch_order(labels, balanced=True, n_images=97, seed=[0, 0])
    assert abs(labels[order].mean() - 0.5) < 0.01
    times = np.bincount(order, minlength=97)
    assert np.ptp(times[90:]) <= 1
    assert times[:90].max() == 1


def test_the_same_seed_gives_the_same_order_and_the_next_epoch_another():
    labels = np.zeros(50, int)
    first, again, later = (epoch_order(labels, False, 50, [3, e]) for e in (0, 0, 1))
    assert first.tolist() == again.tolist() != later.tolist()


def test_smote_balances_with_pictures_between_two_of_graffiti():
    images = np.zeros((20, 2, 2, 3), np.uint8)
    images[:4] = np.array([100, 120, 140, 160], np.uint8)[:, None, None, None]
    labels = np.array([1] * 4 + [0] * 16, np.int8)
    more, more_labels = smote_images(images, labels, seed=0)
    assert (more_labels == 1).sum() == (more_labels == 0).sum() == 16
    assert np.array_equal(more[:20], images)
    assert more[20:].min() >= 100
    assert more[20:].max() <= 160
