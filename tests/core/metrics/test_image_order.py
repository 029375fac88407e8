import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from core.metrics.image_order import (
    CELLS,
    disagreement,
    flips,
    in_cell,
    near_threshold,
    probably_mislabelled,
)

Y_TRUE = np.array([1, 1, 1, 0, 0, 0])
Y_SCORE = np.array([0.9, 0.5, 0.1, 0.7, 0.5, 0.2], dtype=np.float32)


@pytest.mark.parametrize(
    ("cell", "images"), [("tp", [1, 0]), ("fn", [2]), ("fp", [3, 4]), ("tn", [5])]
)
def test_a_cell_lists_its_images_the_most_wrong_first(cell, images):
    assert in_cell(Y_TRUE, Y_SCORE, 0.5, cell).tolist() == images


def test_the_cells_hold_what_scikit_learn_counts():
    rng = np.random.default_rng(0)
    y_true, y_score = rng.integers(0, 2, 500), np.round(rng.random(500), 2)
    tn, fp, fn, tp = confusion_matrix(y_true, y_score >= 0.29).ravel()
    sizes = {cell: len(in_cell(y_true, y_score, 0.29, cell)) for cell in CELLS}
    assert sizes == {"tp": tp, "fn": fn, "fp": fp, "tn": tn}
    assert len(np.unique(np.concatenate([in_cell(y_true, y_score, 0.29, c) for c in CELLS]))) == 500


def test_every_image_is_near_the_threshold_sooner_or_later():
    assert near_threshold(Y_SCORE, 0.55).tolist() == [1, 4, 3, 0, 5, 2]


def test_a_flip_is_right_for_a_and_wrong_for_b():
    a = np.array([True, True, False, True, False, False])
    b = np.array([True, False, False, False, True, True])
    assert flips(Y_TRUE, a, b, Y_SCORE).tolist() == [1, 4, 5]  # b scores 0.5, 0.5 and 0.2
    assert flips(Y_TRUE, b, a, Y_SCORE).tolist() == [3]
    assert flips(Y_TRUE, a, a, Y_SCORE).tolist() == []


def test_an_even_split_disagrees_most_then_the_scores_farthest_apart():
    y_scores = np.array(
        [[0.9, 0.6, 0.9, 0.1], [0.9, 0.4, 0.8, 0.2], [0.8, 0.6, 0.1, 0.3], [0.9, 0.4, 0.6, 0.1]]
    )
    assert disagreement(y_scores >= 0.5, y_scores).tolist() == [1, 2]
    assert disagreement(y_scores[:1] >= 0.5, y_scores[:1]).tolist() == []


def test_a_label_is_suspect_only_where_every_strategy_doubts_it():
    y_true = np.array([1, 1, 1, 1, 0, 0])
    first = np.array([0.9, 0.8, 0.04, 0.02, 0.1, 0.0])
    second = np.array([0.9, 0.04, 0.0, 0.05, 0.1, 0.1])
    assert probably_mislabelled(y_true, np.stack([first, first])).tolist() == [3, 2]
    assert probably_mislabelled(y_true, np.stack([first, second])).tolist() == [2, 3]
    assert probably_mislabelled(y_true, np.stack([second, second])).tolist() == [2, 1, 3]
