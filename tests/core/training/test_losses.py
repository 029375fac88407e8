import numpy as np
import pytest

from core.training.losses import build_loss


def test_soft_f1_of_certain_scores_is_one_minus_f1_but_for_the_imagined_image():
    y = np.array([[1.0], [1.0], [0.0], [0.0]])
    p = np.array([[1.0], [0.0], [1.0], [0.0]])
    assert float(build_loss("f1")(y, p)) == pytest.approx(1 - 3 / 5)


def test_soft_f1_without_graffiti_is_least_where_nothing_is_flagged():
    y = np.zeros((4, 1))
    assert float(build_loss("f1")(y, np.zeros((4, 1)))) == 0
    assert float(build_loss("f1")(y, np.ones((4, 1)))) > 0.5


def test_focal_loss_cares_less_about_what_is_decided_well():
    focal, plain = build_loss("focal"), build_loss("binary_crossentropy")
    y, easy, hard = np.array([[1.0]]), np.array([[0.9]]), np.array([[0.1]])
    assert float(focal(y, hard) / focal(y, easy)) > float(plain(y, hard) / plain(y, easy))
