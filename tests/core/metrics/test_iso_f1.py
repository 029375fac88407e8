import numpy as np
import pytest

from core.metrics.iso_f1 import precision_of_equal_f1


def test_precision_and_recall_on_the_line_have_that_f1():
    recall = np.linspace(0.26, 1, 9)
    precision = precision_of_equal_f1(0.4, recall)
    assert 2 / (1 / precision + 1 / recall) == pytest.approx(np.full(9, 0.4))


def test_where_no_precision_is_high_enough_there_is_none():
    assert np.isnan(precision_of_equal_f1(0.4, np.array([0, 0.1, 0.2, 0.24]))).all()
