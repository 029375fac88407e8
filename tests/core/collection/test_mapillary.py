import pytest

from core.collection.mapillary import box, nearest
from core.collection.outcomes import NoPicture, TryLater
from core.collection.points import Point
from core.collection.service import Place
from core.collection.sources import open_service
from tests.core.collection.conftest import make_options

HERE = Point(40.0, -100.0, 0.0)


def image(name, lat, lon=-100.0, **more):
    return {"id": name, "computed_geometry": {"coordinates": [lon, lat]}} | more


def test_the_nearest_image_is_taken_and_of_two_as_near_the_smaller_id():
    images = [image("far", 40.0004), image("b", 40.0001), image("a", 40.0001)]
    assert nearest(images, HERE, 50).pano_id == "a"
    assert nearest(images[::-1], HERE, 50).pano_id == "a"


def test_an_image_in_a_corner_of_the_box_is_too_far():
    assert nearest([image("corner", 40.0004, -100.0005)], HERE, 50) is None


def test_a_round_view_is_not_a_street_picture():
    assert nearest([image("round", 40.0, is_pano=True)], HERE, 50) is None


@pytest.mark.parametrize("broken", [None, {}, {"id": "a"}, {"id": "a", "geometry": {}}, "x"])
def test_an_image_without_a_place_is_left_out(broken):
    assert nearest([broken, image("a", 40.0)], HERE, 50).pano_id == "a"


def test_what_an_image_does_not_tell_is_empty():
    bare = {"id": "a", "geometry": {"coordinates": [-100.0, 40.0]}, "creator": None}
    assert nearest([bare], HERE, 50) == Place("a", 40.0, -100.0, None, "", "")


def test_the_box_reaches_as_far_to_the_side_as_up():
    west, south, east, north = map(float, box(Point(60, 0, 0), 100).split(","))
    assert (east - west) / (north - south) == pytest.approx(2, rel=1e-3)  # 1 / cos(60°)


@pytest.mark.parametrize("fault", ["missing", "html", "wrong_type", "torn"])
def test_a_thumbnail_that_is_no_picture_is_said(server, fault):
    server.fault = lambda kind, i, name: fault if kind == "thumb" else None
    with pytest.raises(NoPicture):
        open_service(make_options(source="mapillary")).picture(Place("a", 0, 0, None, "", ""))


def test_an_image_deleted_meanwhile_is_no_picture(server):
    server.fault = lambda kind, i, name: "missing" if kind == "entity" else None
    with pytest.raises(NoPicture):
        open_service(make_options(source="mapillary")).picture(Place("a", 0, 0, None, "", ""))


@pytest.mark.parametrize("fault", ["429", "500", "quota", "html", "cut"])
def test_a_search_that_gives_no_answer_may_be_tried_again(server, fault):
    server.fault = lambda *about: fault
    with pytest.raises(TryLater):
        open_service(make_options(source="mapillary")).find(HERE)


def test_a_crowded_place_is_searched_in_a_smaller_box(server):
    server.fault = lambda kind, i, name: "crowded" if i == 0 else None
    server.pano_at = lambda lat, lon: ("a", lat, lon)
    assert open_service(make_options(source="mapillary")).find(HERE).pano_id == "a"
    wide, narrow = (query["bbox"].split(",") for query in server.asked_of("search"))
    assert float(wide[2]) > float(narrow[2])


def test_the_address_of_an_image_is_asked_for_where_it_is_old(server):
    service = open_service(make_options(source="mapillary"))
    server.pano_at = lambda lat, lon: ("a", lat, lon)
    place = service.find(HERE)
    server.fault = lambda kind, i, name: "missing" if (kind, i) == ("thumb", 0) else None
    assert service.picture(place)
    assert server.counts == {"search": 1, "thumb": 2, "entity": 1}
    assert service.picture(service.find(HERE))
    assert server.counts["entity"] == 1
