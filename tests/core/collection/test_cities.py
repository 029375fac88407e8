import pytest

from core.collection.cities import load_cities
from core.errors import RaresightError
from core.home import CHECKOUT

HEAD = "name,state,lat,lon,radius_km\n"


def test_the_fifty_cities_that_ship_lie_in_the_united_states():
    cities = load_cities(CHECKOUT / "data" / "cities.csv")
    assert len(cities) == 50
    assert cities[0].label == "New York, NY"
    assert all(21 < c.lat < 48 and -158 < c.lon < -70 and 4 < c.radius_km < 40 for c in cities)
    assert {"Los Angeles, CA", "Chicago, IL", "Tulsa, OK"} <= {c.label for c in cities}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 rows"),
        ("name,lat\nReno,1\n", "lacks the columns"),
        (HEAD + "Reno,NV,north,-119,5\n", "city 1: lat, lon and radius_km must be numbers"),
        (HEAD + "Reno,NV,39,-119\n", "must be numbers"),
        (HEAD + "Reno,NV,nan,-119,5\n", "lat in"),
        (HEAD + "Reno,NV,39,-119,0\n", "radius_km in"),
        (HEAD + "Reno,NV,39,-119,5\nReno,NV,39,-119,5\n", "more than once"),
    ],
)
def test_a_broken_file_says_which_line_and_what_to_do(tmp_path, text, said):
    path = tmp_path / "cities.csv"
    path.write_text(text)
    with pytest.raises(RaresightError, match=said):
        load_cities(path)
