import numpy as np

from core.charts.score_place import score_place_figure


def test_graffiti_goes_up_the_rest_down_and_the_counts_are_told():
    edges = np.linspace(0, 1, 5)
    figure = score_place_figure(
        edges, np.array([0, 0, 1, 4]), np.array([100, 25, 0, 0]),
        score=0.8, threshold=0.5, review_band=0.1,
    )  # fmt: skip
    up, down = figure.data
    assert up.y.tolist() == [0, 0, 0.5, 1]
    assert down.y.tolist() == [-1, -0.5, 0, 0]
    assert down.customdata.tolist() == [100, 25, 0, 0]
    band, threshold, score = figure.layout.shapes
    assert (band.x0, band.x1, threshold.x0, score.x0) == (0.4, 0.6, 0.5, 0.8)


def test_empty_classes_draw_nothing_and_a_band_stays_on_the_scale():
    none = np.zeros(4, int)
    figure = score_place_figure(
        np.linspace(0, 1, 5), none, none, score=0.0, threshold=0.0, review_band=0.3
    )
    assert not np.any(figure.data[0].y)
    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].x1) == (0, 0.3)
