import keras
import numpy as np
import pytest

from core.errors import RaresightError
from core.inference.explain import agreement, grad_cam, occlusion
from core.inference.library import ModelLibrary
from tests.tiny_models import INPUT_PX, red_network, store_model


def tile(red=255):
    """Dark, with red in the upper left quarter."""
    pixels = np.full((96, 96, 3), 30, np.uint8)
    pixels[:48, :48, 0] = red
    return pixels


@pytest.mark.parametrize("explain", [grad_cam, occlusion])
def test_the_part_that_speaks_for_graffiti_stands_out(home, library, explain):
    heat = explain(tile(), "e", "naive", library=library)
    assert heat.shape == (96, 96)
    assert heat[:40, :40].mean() > 2 * abs(heat[56:, 56:]).mean()


def test_both_maps_agree_about_a_simple_network(home, library):
    maps = [explain(tile(), "e", "naive", library=library) for explain in (grad_cam, occlusion)]
    assert agreement(*maps) > 0.8


def test_occlusion_shows_how_far_the_score_falls(home, library):
    pixels = np.zeros((INPUT_PX, INPUT_PX, 3), np.uint8)
    pixels[:, : INPUT_PX // 2, 0] = 255  # a patch of a fifth of the side turns it half as red
    fall = occlusion(pixels, "e", "naive", library=library)
    red = 0.5 - (2 / 10) ** 2 / 2
    expected = 0.5 - 1 / (1 + np.exp(-8 * (red - 0.5)))
    assert fall[:, 2:6].mean() == pytest.approx(expected, rel=0.1)
    assert fall[:, -6:-2].mean() == pytest.approx(-expected, rel=0.1)


def test_a_score_that_is_1_in_float32_still_has_a_map(empty_home):
    store_model("e", "sure", red_network(200.0))
    library = ModelLibrary()
    assert library.score("e", ["sure"], lambda px: np.full((1, px, px, 3), 255, np.uint8))[
        "sure"
    ] == [1.0]
    heat = grad_cam(np.full((30, 30, 3), 255, np.uint8), "e", "sure", library=library)
    assert heat.max() == 1


def test_explaining_leaves_the_model_as_it_was(home, library):
    def score():
        return library.score("e", ["naive"], lambda px: np.full((1, px, px, 3), 99, np.uint8))

    before = score()
    grad_cam(tile(), "e", "naive", library=library)
    assert score() == before
    classifier = library.classifier("e", "naive")
    assert classifier.network.layers[-1].activation is keras.activations.sigmoid


@pytest.mark.filterwarnings("ignore:Layer .* does not have a `quantize`:UserWarning")
def test_a_model_quantised_to_int8_is_explained_too(empty_home):
    network = red_network()
    network.quantize("int8")
    store_model("e", "naive", network)
    heat = grad_cam(tile(), "e", "naive", library=ModelLibrary())
    assert heat[:40, :40].mean() > 3 * heat[56:, 56:].mean()


@pytest.mark.parametrize("name", ["article", "compact"])
def test_the_networks_that_are_trained_here_can_be_explained(empty_home, name):
    from core.training.networks import build_network

    store_model("e", name, build_network(name, 48))
    heat = grad_cam(tile(), "e", name, library=ModelLibrary())
    assert heat.shape == (96, 96)
    assert 0 <= heat.min() <= heat.max() <= 1


def test_a_network_without_convolutions_says_so(empty_home):
    inputs = keras.Input((8, 8, 3))
    x = keras.layers.Dense(1, activation="sigmoid")(keras.layers.Flatten()(inputs))
    store_model("e", "flat", keras.Model(inputs, x))
    with pytest.raises(RaresightError, match="no convolution"):
        grad_cam(tile(), "e", "flat", library=ModelLibrary())


def test_flat_maps_do_not_claim_to_agree():
    assert np.isnan(agreement(np.zeros((2, 2)), np.eye(2)))
