import numpy as np
import pytest

from core.training import export
from core.training.export import MAX_SHIFT, score_images, store_network
from core.training.networks import build_network


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(0, 255, (12, 48, 48, 3), dtype=np.uint8)


def stored(network, path, images):
    import keras

    scores, weights = store_network(network, path, images)
    again = keras.saving.load_model(path, compile=False, safe_mode=True)
    assert np.array_equal(score_images(again, images), scores)
    return scores, weights


def test_a_wide_network_is_stored_in_8_bits_with_nearly_the_same_scores(
    tmp_path, images, monkeypatch
):
    monkeypatch.setattr(export, "WIDE", 10_000)
    network = build_network("article", 48)
    path = tmp_path / "wide.keras"
    scores, weights = stored(network, path, images)
    assert weights == "int8"
    assert np.abs(scores - score_images(network, images)).max() <= MAX_SHIFT
    assert path.stat().st_size < 0.5 * 4 * network.count_params()


def test_where_rounding_moves_scores_all_digits_are_kept(tmp_path, images, monkeypatch):
    monkeypatch.setattr(export, "WIDE", 10_000)
    monkeypatch.setattr(export, "MAX_SHIFT", -1.0)
    network = build_network("article", 48)
    scores, weights = stored(network, tmp_path / "exact.keras", images)
    assert weights == "float32"
    assert np.array_equal(scores, score_images(network, images))


def test_kernels_rounded_to_16_bits_lose_less_than_a_256th(images, monkeypatch):
    monkeypatch.setattr(export, "WIDE", 10_000)
    network = build_network("article", 48)
    kernel = network.layers[-2].kernel.numpy().copy()
    rounded = export._to_bfloat16(network).layers[-2].kernel.numpy()
    assert not np.array_equal(rounded, kernel)
    assert np.abs(rounded - kernel).max() <= np.abs(kernel).max() / 256
    assert not (rounded.view(np.uint32) & 0xFFFF).any()


def test_a_compact_network_is_stored_as_trained_without_its_optimizer(tmp_path, images):
    network = build_network("compact", 48)
    network.compile("adamw", "binary_crossentropy")
    path = tmp_path / "compact.keras"
    scores, weights = stored(network, path, images)
    assert weights == "float32"
    assert np.array_equal(scores, score_images(network, images))
    assert path.stat().st_size < 1.1 * 4 * network.count_params()
