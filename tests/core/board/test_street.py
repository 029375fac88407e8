import numpy as np
import pytest

from core.board.street import street_sweep
from core.metrics.operating_points import best_f1, highest_recall_at_precision, review_capacity
from core.metrics.sweep import threshold_sweep
from tests.core.board.made_up import labelled_scores, repeated


def test_a_street_with_more_graffiti_is_as_if_its_images_stood_there_more_often():
    images = labelled_scores()
    street_images = repeated(*images, 4)
    there = threshold_sweep(*street_images)
    street = street_sweep(threshold_sweep(*images), street_images[0].mean())
    size = images[0].size / street_images[0].size
    for name in ("tps", "fps", "fns", "tns"):
        assert getattr(street, name) == pytest.approx(size * getattr(there, name))
    for choose in (
        best_f1,
        lambda sweep: highest_recall_at_precision(sweep, 0.613),
        lambda sweep: review_capacity(sweep, 151.3),
    ):
        found, expected = choose(street), choose(there)
        assert found.index == expected.index
        assert (found.low_index, found.high_index) == (expected.low_index, expected.high_index)


def test_without_a_prevalence_or_without_a_class_the_sweep_stays():
    sweep = threshold_sweep(*labelled_scores())
    assert street_sweep(sweep, None) is sweep
    one_class = threshold_sweep(np.array([0, 0]), np.array([0.1, 0.2]))
    assert street_sweep(one_class, 0.01) is one_class
