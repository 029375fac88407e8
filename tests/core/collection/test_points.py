import numpy as np
import pytest

from core.collection.cities import City
from core.collection.points import bearing_deg, distance_m, point_in_disc

CITY = City("Reno", "NV", 39.53, -119.8, 10)


def test_the_same_seed_draws_the_same_points_and_another_seed_others():
    first = [point_in_disc(CITY, 0, k) for k in range(20)]
    assert first == [point_in_disc(CITY, 0, k) for k in range(20)]
    assert not set(first) & {point_in_disc(CITY, 1, k) for k in range(20)}


def test_points_are_uniform_by_area_and_direction():
    points = [point_in_disc(CITY, 0, k) for k in range(4000)]
    metres = np.array([distance_m(CITY.lat, CITY.lon, p.lat, p.lon) for p in points])
    assert metres.max() <= 10_010
    assert (metres < 5000).mean() == pytest.approx(1 / 4, abs=0.03)  # half the radius
    east = np.mean([p.lon > CITY.lon for p in points])
    assert east == pytest.approx(1 / 2, abs=0.03)
    assert np.mean([p.heading_deg < 90 for p in points]) == pytest.approx(1 / 4, abs=0.03)


@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_a_disc_across_the_date_line_stays_on_the_map(lon):
    city = City("Taveuni", "", -16.8, lon, 20)
    assert all(-180 <= point_in_disc(city, 0, k).lon < 180 for k in range(200))


def test_distance_and_bearing_agree_with_a_known_pair():
    # From the equator: 0.009 degrees of latitude are 1,000.8 m on a sphere of 6,371 km.
    assert distance_m(0, 0, 0.009, 0) == pytest.approx(1000.8, abs=0.1)
    assert bearing_deg(0, 0, -1, 0) == 180.0
    assert bearing_deg(0, 179.9, 0, -179.9) == 90.0
