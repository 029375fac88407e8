import numpy as np

from core.datasets.places import near_places

METRE_DEG = 180 / (np.pi * 6_371_000)


def tied(lats, lons, within_m=50.0):
    return {tuple(pair) for pair in near_places(np.array(lats), np.array(lons), within_m).tolist()}


def test_two_images_30_m_apart_are_one_place_and_70_m_apart_are_two():
    lats = [40.0, 40 + 30 * METRE_DEG, 40 + 100 * METRE_DEG]
    assert tied(lats, [-100.0] * 3) == {(0, 1)}


def test_a_degree_of_longitude_is_shorter_in_the_north():
    assert tied([0.0, 0.0], [0.0, 60 * METRE_DEG]) == set()
    assert tied([60.0, 60.0], [0.0, 60 * METRE_DEG]) == {(0, 1)}


def test_the_date_line_is_no_border():
    assert tied([0.0, 0.0], [180 - 10 * METRE_DEG, -180 + 10 * METRE_DEG]) == {(0, 1)}


def test_many_images_at_one_spot_are_tied_by_one_pair_each():
    assert tied([40.0] * 1_000, [-100.0] * 1_000) == {(0, k) for k in range(1, 1_000)}


def test_an_unknown_place_is_near_nothing():
    assert tied([40.0, np.nan, np.nan], [-100.0, np.nan, -100.0]) == set()
    assert near_places(np.array([np.nan]), np.array([np.nan])).shape == (0, 2)
    assert near_places(np.array([]), np.array([])).shape == (0, 2)


def test_it_ties_what_every_distance_worked_out_one_by_one_ties():
    rng = np.random.default_rng(0)
    lats, lons = 40 + rng.normal(0, 0.002, 300), -100 + rng.normal(0, 0.002, 300)
    a, b = np.radians(lats), np.radians(lons)
    xyz = np.column_stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)])
    angles = np.arccos(np.clip(xyz @ xyz.T, -1, 1))
    first, second = np.nonzero(np.triu(angles * 6_371_000 <= 50, k=1))
    assert tied(lats, lons) == set(zip(first.tolist(), second.tolist(), strict=True))
