import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.inference.classify import choose_way, classify, decide
from core.metrics.counts import predict_positive
from tests.tiny_models import street_photo


def test_a_photo_is_scanned_and_the_verdict_says_which_tiles(home, library):
    [result] = classify([street_photo()], "e", ["naive"], library=library, shares=[1 / 3])
    assert (result.way, len(result.tiles)) == ("tiles", 35)
    assert result.tiles[result.top_tile("naive")].tolist() == [240, 360, 120]
    assert result.score("naive") > 0.95
    assert result.flagged("naive", 0.5)[0] == 34
    assert len(result.flagged("naive", 0.0)) == 35
    assert len(result.flagged("naive", 1.0)) == 0


def test_whole_the_same_red_is_diluted(home, library):
    both = ["naive", "class_weights"]
    [result] = classify([street_photo()], "e", both, library=library, shares=[None])
    assert (result.way, len(result.tiles)) == ("whole", 1)
    assert result.score("class_weights") < result.score("naive") < 0.5


def test_pictures_scored_together_get_the_scores_they_get_alone(home, library):
    pictures = [street_photo(), street_photo(240, 200), np.full((50, 50, 3), 200, np.uint8)]
    shares = [1 / 3, None, 1 / 3]
    together = classify(pictures, "e", ["naive"], library=library, shares=shares)
    for picture, share, result in zip(pictures, shares, together, strict=True):
        [alone] = classify([picture], "e", ["naive"], library=library, shares=[share])
        assert result.way == alone.way
        np.testing.assert_array_equal(result.tiles, alone.tiles)
        np.testing.assert_allclose(result.scores["naive"], alone.scores["naive"], atol=1e-6)


def test_no_pictures_give_no_results(home, library):
    assert classify([], "e", ["naive"], library=library, shares=[]) == []


@pytest.mark.parametrize(
    ("width", "height", "share", "way"),
    [
        (720, 960, 1 / 3, "tiles"),
        (4032, 3024, 1 / 3, "tiles"),
        (240, 240, 1 / 3, "whole"),
        (256, 250, 1 / 3, "whole"),
        (720, 960, None, "whole"),
    ],
)
def test_photos_are_scanned_only_where_models_know_tiles(width, height, share, way):
    assert choose_way(width, height, share) == way


def test_a_score_equal_to_the_threshold_is_graffiti():
    assert decide(0.5, 0.5) == "graffiti"
    assert decide(np.nextafter(0.5, 0), 0.5) == "no graffiti"


def test_within_the_review_band_nobody_is_sure():
    assert decide(0.46, 0.5, 0.05) == "not sure"
    assert decide(0.53, 0.5, 0.05) == "not sure"
    assert decide(0.44, 0.5, 0.05) == "no graffiti"
    assert decide(0.56, 0.5, 0.05) == "graffiti"


@given(st.floats(0, 1), st.floats(0, 1))
def test_without_a_band_the_verdict_is_that_of_the_counts(score, threshold):
    flagged = bool(predict_positive(np.array([score]), threshold)[0])
    assert (decide(score, threshold) == "graffiti") == flagged
