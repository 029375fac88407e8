import json

import numpy as np
import pandas as pd
import pytest

from core.charts.city_map import CHOSEN, city_map_figure
from core.charts.outlines import FILE, outlines_within
from core.charts.style import GREY


def cities(**changes):
    columns = {
        "city": ["Aurora, CO", "Boston, MA", "Reno, NV"],
        "lat": [39.7, 42.3, 39.5],
        "lon": [-104.8, -71.1, -119.8],
        "n_images": [10, 40, 20],
        "n_flagged": [1, 8, 0],
        "flagged": [0.1, 0.2, np.nan],
        "flagged_low": [0.02, 0.1, np.nan],
        "flagged_high": [0.4, 0.35, np.nan],
        "corrected": [0.05, np.nan, np.nan],
    }
    return pd.DataFrame(columns | changes)


def everywhere(figure, name):
    return [value for trace in figure.data if trace.mode == "markers" for value in trace[name]]


def test_every_city_has_a_circle_that_knows_its_name():
    figure = city_map_figure(cities())
    assert sorted(everywhere(figure, "customdata")) == ["Aurora, CO", "Boston, MA", "Reno, NV"]


def test_no_layer_of_plotlys_own_is_shown_because_that_would_be_fetched():
    geo = json.loads(city_map_figure(cities()).to_json())["layout"]["geo"]
    assert geo["visible"] is False
    assert not [name for name, value in geo.items() if name.startswith("show") and value]


def test_area_goes_with_the_number_of_images():
    [scored, _] = [trace for trace in city_map_figure(cities()).data if trace.mode == "markers"]
    assert scored.marker.sizemode == "area"
    assert dict(zip(scored.customdata, scored.marker.size, strict=True)) == {
        "Aurora, CO": 10,
        "Boston, MA": 40,
    }


def test_a_city_without_scores_is_grey_and_says_so():
    [_, grey] = [trace for trace in city_map_figure(cities()).data if trace.mode == "markers"]
    assert list(grey.customdata) == ["Reno, NV"]
    assert grey.marker.color == GREY
    assert "not scored yet" in grey.text[0]


def test_hovering_shows_raw_and_corrected_share_and_a_dash_where_undefined():
    words = dict(
        zip(
            *(everywhere(city_map_figure(cities()), n) for n in ("customdata", "text")), strict=True
        )
    )
    assert "10.0% [2.0%, 40.0%]" in words["Aurora, CO"]
    assert "corrected 5.0%" in words["Aurora, CO"]
    assert words["Boston, MA"].endswith("corrected –")  # noqa: RUF001


def test_the_chosen_city_is_ringed_and_on_top():
    [scored, _] = [t for t in city_map_figure(cities(), "Boston, MA").data if t.mode == "markers"]
    assert scored.customdata[-1] == "Boston, MA"
    assert list(scored.marker.line.color) == ["#ffffff", CHOSEN]


def test_a_name_with_a_tag_in_it_is_text():
    figure = city_map_figure(cities(city=["<img src=x onerror=alert(1)>", "B", "C"]))
    words = "".join(everywhere(figure, "text"))
    assert "<img" not in words
    assert "&lt;img" in words


@pytest.mark.parametrize("row", [0, 2])
def test_one_city_alone_has_its_surroundings(row):
    geo = city_map_figure(cities().iloc[[row]]).layout.geo
    west, east = geo.lonaxis.range
    assert east - west >= 3


def test_the_outlines_of_a_place_are_those_near_it():
    lons, lats = outlines_within(-110, 36, -101, 42)
    inside = (lons > -109.2) & (lons < -101.9) & (lats > 36.9) & (lats < 41.1)
    assert inside.any(), "the border of Colorado"
    assert np.nanmax(lons) < -20, "nothing of the Old World"


def test_nowhere_has_no_outlines():
    lons, lats = outlines_within(-140, -40, -135, -35)
    assert np.isnan(lons).all()
    assert np.isnan(lats).all()


def test_every_outline_is_a_line_on_the_globe():
    lines = [np.reshape(line, (-1, 2)) for line in json.loads(FILE.read_text())]
    assert min(map(len, lines)) >= 2
    points = np.concatenate(lines)
    assert np.abs(points[:, 0]).max() <= 180
    assert np.abs(points[:, 1]).max() <= 90
    assert max(np.abs(np.diff(line[:, 0])).max() for line in lines) < 180, "none wraps around"
