import numpy as np
import pytest

from core.metrics.confident_learning import doubts_label


def by_the_definition(y_true, y_score):
    """The confident joint, image by image and class by class, as the paper words it."""
    p = np.column_stack([1 - y_score, y_score]).tolist()
    means = [np.mean([row[j] for row, y in zip(p, y_true, strict=True) if y == j]) for j in (0, 1)]
    doubted = []
    for row, label in zip(p, y_true, strict=True):
        believed = [j for j in (0, 1) if row[j] >= means[j]]
        likeliest = max(believed, key=lambda j: row[j], default=label)
        doubted.append(likeliest != label)
    return doubted


def test_a_label_is_doubted_where_the_other_class_is_believed():
    y_true = np.array([1, 1, 1, 0, 0, 0])
    y_score = np.array([0.9, 0.8, 0.1, 0.95, 0.2, 0.0])
    # Mean of graffiti 0.6, of P(no graffiti) on the rest 0.617: 0.1 is too low, 0.95 too high.
    assert doubts_label(y_true, y_score).tolist() == [False, False, True, True, False, False]


def test_scores_that_are_all_too_low_are_judged_by_their_own_bar():
    y_true = np.array([1, 1, 0, 0, 0])
    y_score = np.array([0.3, 0.2, 0.28, 0.01, 0.02])
    assert doubts_label(y_true, y_score).tolist() == [False, False, True, False, False]


@pytest.mark.parametrize("label", [0, 1])
def test_with_one_class_alone_no_label_is_doubted(label):
    assert not doubts_label(np.full(5, label), np.linspace(0, 1, 5)).any()


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_the_definition_on_random_scores(seed):
    rng = np.random.default_rng(seed)
    y_true = (rng.random(300) < 0.2).astype(int)
    y_score = rng.beta(1 + 3 * y_true, 3)
    doubted = doubts_label(y_true, y_score)
    assert doubted.any()
    assert doubted.tolist() == by_the_definition(y_true, y_score)
