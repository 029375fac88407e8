import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.tiles import tile_corners
from core.inference.tiles import cut_tiles, heat_cells, plan_tiles, tile_share
from tests.tiny_models import store_tiled_manifest


def test_a_photo_is_scanned_on_the_grid_it_was_trained_on():
    np.testing.assert_array_equal(plan_tiles(720, 960, 1 / 3)[:, :2], tile_corners(720, 960))


@pytest.mark.parametrize("width", [64, 720, 721, 1000, 1599, 1600])
def test_a_third_of_any_width_is_five_tiles_a_row(width):
    assert len(plan_tiles(width, round(width / 3), 1 / 3)) == 5


@given(st.integers(16, 1600), st.integers(16, 1600), st.floats(0.05, 1))
def test_every_pixel_lies_in_a_tile_and_no_tile_leaves_the_photo(width, height, share):
    tiles = plan_tiles(width, height, share)
    x, y, side = tiles.T
    assert ((x >= 0) & (y >= 0) & (x + side <= width) & (y + side <= height)).all()
    for start, length in ((np.unique(x), width), (np.unique(y), height)):
        assert start[0] == 0
        assert start[-1] + side[0] == length
        assert (np.diff(start) <= 0.55 * side[0] + 1).all()


def test_tiles_are_cut_where_they_lie():
    pixels = np.zeros((4, 6, 3), np.uint8)
    pixels[2:, 4:] = 9
    cut = cut_tiles(pixels, np.array([(0, 0, 2), (4, 2, 2)]), 2)
    assert cut.shape == (2, 2, 2, 3)
    assert (cut[0].max(), cut[1].min()) == (0, 9)


def test_a_cell_shows_the_mean_of_the_tiles_over_it():
    tiles = np.array([(0, 0, 2), (1, 0, 2)])
    xs, ys, heat = heat_cells(tiles, np.array([0.0, 1.0]))
    assert (xs.tolist(), ys.tolist()) == ([0, 1, 2, 3], [0, 2])
    assert heat.tolist() == [[0, 0.5, 1]]


def test_the_share_of_a_tile_is_read_off_the_manifest(empty_home):
    store_tiled_manifest("street")
    assert tile_share("street") == pytest.approx(1 / 3)
    assert tile_share("none here") is None
