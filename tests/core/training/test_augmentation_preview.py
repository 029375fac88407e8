import numpy as np
import pytest

from core.training.augmentation import augmentation_layers
from core.training.augmentation_preview import TOGETHER, WORDS, augmentation_preview

IMAGE = np.random.default_rng(0).integers(60, 200, (24, 24, 3), dtype=np.uint8)


@pytest.mark.parametrize("kind", ["article", "street"])
def test_every_layer_of_a_strategy_is_shown_and_changes_the_image(kind):
    shown = augmentation_preview(IMAGE, kind, seed=1)
    layers = [type(layer).__name__ for layer in augmentation_layers(kind, seed=1)]
    assert list(shown) == [*(WORDS[name] for name in layers), TOGETHER]
    for changed in shown.values():
        assert changed.shape == IMAGE.shape
        assert changed.dtype == np.uint8
        assert not np.array_equal(changed, IMAGE)


def test_a_flip_keeps_every_pixel():
    flipped = augmentation_preview(IMAGE, "article", seed=1)["flip"]
    ways = [IMAGE[::-1], IMAGE[:, ::-1], IMAGE[::-1, ::-1]]
    assert any(np.array_equal(flipped, way) for way in ways)


def test_the_same_seed_draws_the_same():
    first, again = (augmentation_preview(IMAGE, "street", seed=4) for _ in range(2))
    assert all(np.array_equal(first[name], again[name]) for name in first)


def test_a_flat_image_that_nothing_can_change_ends():
    flat = np.full((8, 8, 3), 128, np.uint8)
    assert np.array_equal(augmentation_preview(flat, "article", seed=0)["flip"], flat)
