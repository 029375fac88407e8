import numpy as np
import pytest
from sklearn.metrics import f1_score

from core.training.losses import build_loss


def f1_part(y, p):
    """The loss without the cross-entropy that is added to it."""
    y, p = y.astype(np.float32), p.astype(np.float32)
    return float(build_loss("f1")(y, p)) - float(build_loss("binary_crossentropy")(y, p))


def test_soft_f1_of_certain_scores_is_one_minus_f1():
    y = np.array([[1.0], [1.0], [0.0], [0.0]])
    p = np.array([[1.0], [0.0], [1.0], [0.0]])
    assert f1_part(y, p) == pytest.approx(1 - f1_score(y, p), abs=1e-5)


def test_soft_f1_of_one_find_is_better_than_flagging_nothing():
    y = np.array([[1.0]] + [[0.0]] * 30)
    assert f1_part(y, np.zeros_like(y)) == pytest.approx(1, abs=1e-5)
    assert f1_part(y, np.full_like(y, 0.5)) < 0.95


def test_soft_f1_of_a_batch_without_graffiti_is_defined():
    assert f1_part(np.zeros((4, 1)), np.zeros((4, 1))) == pytest.approx(1, abs=1e-5)


def test_the_f1_loss_has_a_slope_where_every_image_is_flagged():
    import tensorflow as tf

    logits = tf.Variable([[12.0], [12.0], [12.0]])
    with tf.GradientTape() as tape:
        loss = build_loss("f1")(np.array([[1.0], [0.0], [0.0]]), tf.sigmoid(logits))
    assert tape.gradient(loss, logits).numpy()[1, 0] > 0.1  # down with the clean ones


def test_focal_loss_cares_less_about_what_is_decided_well():
    focal, plain = build_loss("focal"), build_loss("binary_crossentropy")
    y, easy, hard = np.array([[1.0]]), np.array([[0.9]]), np.array([[0.1]])
    assert float(focal(y, hard) / focal(y, easy)) > float(plain(y, hard) / plain(y, easy))
