import numpy as np
import pytest
from sklearn.metrics import f1_score

from core.training.losses import build_loss


def test_soft_f1_of_certain_scores_is_one_minus_f1():
    y = np.array([[1.0], [1.0], [0.0], [0.0]])
    p = np.array([[1.0], [0.0], [1.0], [0.0]])
    assert float(build_loss("f1")(y, p)) == pytest.approx(1 - f1_score(y, p))


def test_soft_f1_of_one_find_is_better_than_flagging_nothing():
    y = np.array([[1.0]] + [[0.0]] * 30)
    assert float(build_loss("f1")(y, np.zeros_like(y))) == 1
    assert float(build_loss("f1")(y, np.full_like(y, 0.5))) < 1


def test_soft_f1_of_a_batch_without_graffiti_is_defined():
    assert float(build_loss("f1")(np.zeros((4, 1)), np.zeros((4, 1)))) == 1


def test_focal_loss_cares_less_about_what_is_decided_well():
    focal, plain = build_loss("focal"), build_loss("binary_crossentropy")
    y, easy, hard = np.array([[1.0]]), np.array([[0.9]]), np.array([[0.1]])
    assert float(focal(y, hard) / focal(y, easy)) > float(plain(y, hard) / plain(y, easy))
