import pytest

from core.collection.outcomes import Denied, TryLater
from core.collection.points import Point
from core.collection.sources import open_service
from core.collection.street_view import place_of, sign
from core.errors import RaresightError
from tests.core.collection.conftest import make_options
from tests.core.collection.street_world import pano_at

SECRET = "vNIXE0xscrmjlyV-12Nj_BvUPaw="
METADATA = {"pano_id": "a", "location": {"lat": 40.0, "lng": -100.0}, "copyright": "© Ann\n"}
POINT = next(
    point
    for i in range(9)
    if pano_at((point := Point(39.7 + i / 100, -104.8, 10.0)).lat, point.lon)
)


def test_a_signature_is_the_one_google_gives_as_an_example():
    url = "/maps/api/geocode/json?address=New+York&client=clientID"
    assert sign(url, SECRET) == "chaRF2hTJKOScPr-RQCEhZbSzIE="


def test_every_request_is_signed_when_there_is_a_secret(server, monkeypatch):
    server.signing_secret = SECRET
    with pytest.raises(Denied):
        open_service(make_options()).find(POINT)
    monkeypatch.setenv("GOOGLE_MAPS_SIGNING_SECRET", SECRET)
    service = open_service(make_options())
    assert service.picture(service.find(POINT))


def test_a_signing_secret_that_is_none_is_said_before_anything_is_asked(server, monkeypatch):
    monkeypatch.setenv("GOOGLE_MAPS_SIGNING_SECRET", "no")
    with pytest.raises(RaresightError, match="not URL-safe base64"):
        open_service(make_options())
    assert not server.counts


@pytest.mark.parametrize("path", ["", "/", "/maps/api/streetview", "/maps/api/streetview/"])
def test_the_base_address_may_name_the_host_or_the_whole_path(server, monkeypatch, path):
    monkeypatch.setenv("RARESIGHT_STREET_VIEW_URL", server.url + path)
    service = open_service(make_options())
    assert service.picture(service.find(POINT))


def test_the_camera_looks_at_random_or_at_the_point():
    east = Point(40.0, -99.9999, 123.4)
    assert place_of(METADATA, east, make_options()).heading == 123.4
    assert place_of(METADATA, east, make_options(heading="building")).heading == 90.0


def test_what_metadata_leaves_out_is_empty():
    place = place_of(METADATA, Point(40, -100, 0), make_options())
    assert (place.date, place.author) == ("", "© Ann")


@pytest.mark.parametrize(
    "broken",
    [{"location": {"lat": 1, "lng": 2}}, {"pano_id": "a"}, METADATA | {"location": {"lat": "x"}}],
)
def test_metadata_without_a_place_is_asked_for_again(broken):
    with pytest.raises(TryLater):
        place_of(broken, Point(40, -100, 0), make_options())


@pytest.mark.parametrize("source", ["street_view", "mapillary"])
def test_a_missing_key_says_where_to_get_one(home, source, monkeypatch):
    monkeypatch.delenv("GOOGLE_MAPS_API_KEY")
    monkeypatch.delenv("MAPILLARY_TOKEN")
    with pytest.raises(RaresightError, match=r"is not set.*Make one at https://"):
        open_service(make_options(source=source))
