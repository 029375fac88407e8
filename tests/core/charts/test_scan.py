import numpy as np

from core.charts.scan import scan_figure
from core.inference.tiles import heat_cells, plan_tiles

TILES = plan_tiles(60, 60, 0.5)
SCORES = np.linspace(0, 1, len(TILES))


def figure(flagged):
    return scan_figure(
        np.zeros((60, 60, 3), np.uint8), TILES, SCORES, heat=heat_cells(TILES, SCORES),
        flagged=np.array(flagged, int), threshold=0.5, chosen=2,
    )  # fmt: skip


def test_flagged_tiles_are_outlined_where_they_lie():
    _, flagged, chosen, _ = figure([0, 8]).data
    np.testing.assert_array_equal(flagged.x[:5], [0, 30, 30, 0, 0])
    np.testing.assert_array_equal(flagged.y[6:11], [30, 30, 60, 60, 30])
    np.testing.assert_array_equal(chosen.x[:5], [30, 60, 60, 30, 30])


def test_nothing_flagged_outlines_nothing():
    assert len(figure([]).data[1].x) == 0


def test_each_tile_has_a_point_with_its_number_and_score():
    points = figure([]).data[3]
    assert points.text == tuple("123456789")
    assert points.hovertext[8] == "Tile 9: 1.000"
    assert (points.x[8], points.y[8]) == (45, 45)


def test_the_photo_lies_under_it_upright():
    layout = figure([]).layout
    assert layout.images[0].source.startswith("data:image/jpeg;base64,")
    assert list(layout.yaxis.range) == [60, 0]
