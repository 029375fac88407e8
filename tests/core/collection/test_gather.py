import threading
from itertools import pairwise

import pytest

from core.collection.book import Book
from core.collection.cities import City
from core.collection.gathered import load_gathered
from core.collection.outcomes import BudgetSpent, Denied, QuotaSpent, Stopped, Unanswered
from core.errors import RaresightError
from core.home import data_folder
from tests.core.collection.conftest import CITIES, gather_here, make_options
from tests.core.collection.street_view_server import KEY, TOKEN
from tests.core.collection.street_world import jpeg_of, number_of

SOURCES = ("street_view", "mapillary")


def images(experiment="mine"):
    return load_gathered(experiment).drop(columns=["source", "licence", "author"])


def every(n, fault, *kinds):
    return lambda kind, i, name: fault if kind in kinds and i % n == 0 else None


def some_panos(fault, kind):
    """Fault the same panoramas in every run, whenever they are asked for."""
    return lambda found, i, name: fault if found == kind and number_of(name) % 4 == 0 else None


@pytest.mark.parametrize("source", SOURCES)
def test_every_image_lies_beside_a_row_that_describes_it(server, source):
    gather_here(source=source)
    table = load_gathered("mine")
    assert list(table["city"]) == ["Aurora, CO"] * 5 + ["Reno, NV"] * 5
    assert table["pano_id"].is_unique
    for row in table.itertuples():
        stored = (data_folder("mine") / "images" / row.image).read_bytes()
        assert stored == jpeg_of(row.pano_id)
    assert set(table["source"]) == {source}


def test_street_view_is_asked_as_documented(server):
    gather_here(heading="building", fov_deg=80.0, pitch_deg=5.0, search_m=40)
    metadata, image = server.asked_of("metadata")[0], server.asked_of("image")[0]
    assert metadata["source"] == image["source"] == "outdoor"
    assert metadata["radius"] == "40"
    assert image["size"] == "640x640"
    assert (image["fov"], image["pitch"]) == ("80.0", "5.0")
    assert image["return_error_code"] == "true"
    assert len(server.asked_of("image")) == 10


def test_mapillary_keeps_author_licence_and_the_nearest_flat_image(server):
    gather_here(source="mapillary")
    row = load_gathered("mine").iloc[0]
    assert (row["author"], row["licence"]) == ("ann", "CC BY-SA 4.0")
    assert (row["heading"], row["date"]) == (12.3, "2020-09-13")
    assert not set(load_gathered("mine")["pano_id"]) & {"far", "pano"}
    assert not server.billed


@pytest.mark.parametrize("source", SOURCES)
def test_the_set_of_images_does_not_depend_on_which_answer_comes_first(server, source):
    gather_here(source=source, experiment="slowly", at_once=1)
    server.slow_s = 0.02
    server.fault = lambda kind, i, name: "slow" if number_of(f"{kind}{i}") % 2 else None
    gather_here(source=source, experiment="quickly", at_once=8)
    assert images("slowly").equals(images("quickly"))


def test_a_panorama_already_held_is_not_paid_for_again(server):
    near = City("Aurora again", "CO", 39.7, -104.8, 5)
    book, _ = gather_here(cities=(CITIES[0], near), per_city=15)
    assert load_gathered("mine")["pano_id"].is_unique
    assert max(server.billed.values()) == 1
    assert len(book.places) > 2 * 15


def test_a_city_without_pictures_is_named_and_the_others_are_filled(server):
    whole_world = server.pano_at
    server.pano_at = lambda lat, lon: whole_world(lat, lon) if lat < 39.6 else None
    _, short = gather_here(at_once=8, per_second=100_000.0)
    assert short == ["Aurora, CO"]
    assert set(images()["city"]) == {"Reno, NV"}


@pytest.mark.parametrize("fault", ["429", "500", "quota", "silent", "cut", "html", "torn"])
@pytest.mark.parametrize("source", SOURCES)
def test_a_look_up_that_fails_now_and_then_changes_nothing(server, source, fault):
    gather_here(source=source, experiment="well")
    server.counts.clear()
    server.fault = every(3, fault, "metadata", "search")
    gather_here(source=source, experiment="ill")
    assert server.counts["metadata"] + server.counts["search"] > 21
    assert images("well").equals(images("ill"))


@pytest.mark.parametrize("fault", ["429", "500"])
@pytest.mark.parametrize("source", SOURCES)
def test_an_image_that_was_refused_without_a_bill_is_asked_again(server, source, fault):
    gather_here(source=source, experiment="well")
    server.billed.clear()
    server.fault = every(3, fault, "image", "entity", "thumb")
    gather_here(source=source, experiment="ill")
    assert images("well").equals(images("ill"))
    assert set(server.billed.values()) <= {1}


@pytest.mark.parametrize("fault", ["silent", "cut", "html", "wrong_type", "torn", "missing"])
def test_an_image_paid_for_and_not_received_is_never_asked_again(server, fault):
    server.fault = some_panos(fault, "image")
    book, short = gather_here()
    assert not short
    assert len(images()) == 10
    lost = {book.places[point].pano_id for point, state in book.state.items() if state != "kept"}
    assert lost
    assert not lost & set(images()["pano_id"])
    server.fault = lambda *about: None
    gather_here(per_city=8)
    assert not lost & set(images()["pano_id"])
    assert max(server.billed.values()) == 1
    assert len(images()) == 16


@pytest.mark.parametrize("fault", ["silent", "cut"])
def test_a_free_image_is_asked_again_until_it_is_whole(server, fault):
    gather_here(source="mapillary", experiment="well")
    server.fault = every(3, fault, "entity", "thumb")
    gather_here(source="mapillary", experiment="ill")
    assert images("well").equals(images("ill"))


def test_all_wait_as_long_as_the_service_asks_for(server):
    server.retry_after = 1
    server.fault = lambda kind, i, name: "429" if (kind, i) == ("metadata", 5) else None
    gather_here()
    assert max(b - a for a, b in pairwise(server.begun_s)) >= 0.9


def test_a_wait_of_a_day_is_not_sat_out(server):
    server.retry_after = 86_400
    server.fault = every(1, "429", "metadata")
    with pytest.raises(QuotaSpent, match="asks to wait 86,400 seconds"):
        gather_here()


def test_no_more_requests_are_in_flight_than_allowed(server):
    server.fault = lambda *about: "slow"
    gather_here(at_once=3)
    assert server.most_in_flight == 3


def test_requests_begin_no_faster_than_allowed(server):
    gather_here(per_second=50.0, at_once=8, per_city=2)
    begun = sorted(server.begun_s)
    assert begun[-1] - begun[0] >= (len(begun) - 2) / 50


@pytest.mark.parametrize(("source", "kind"), [("street_view", "metadata"), ("mapillary", "search")])
def test_a_refused_key_stops_everything_and_says_what_to_do(server, source, kind):
    server.fault = every(1, "denied", kind)
    with pytest.raises(Denied) as error:
        gather_here(source=source)
    assert server.counts[kind] <= 4
    assert "***" in str(error.value)
    assert "run the same command again" in str(error.value)
    assert KEY not in str(error.value)
    assert TOKEN not in str(error.value)


def test_a_key_refused_for_images_costs_nothing_and_goes_on_once_it_is_allowed(server):
    gather_here(experiment="well")
    server.billed.clear()
    server.fault = lambda kind, i, name: "denied" if kind == "image" and i > 12 else None
    with pytest.raises(Denied, match=r"the key \*\*\* is invalid"):
        gather_here()
    server.fault = lambda *about: None
    gather_here()
    assert images("well").equals(images())
    assert set(server.billed.values()) == {1}


def test_a_quota_that_stays_spent_stops_and_says_when_to_go_on(server):
    server.fault = every(1, "quota", "metadata")
    with pytest.raises(QuotaSpent, match=r"OVER_QUERY_LIMIT.*the same command again"):
        gather_here()


def test_the_budget_is_a_hard_stop_over_all_runs(server):
    for _ in range(2):
        with pytest.raises(BudgetSpent, match="pays for 7 requests; 7 may"):
            gather_here(n_may_bill=7)
    assert server.billed.total() == 7
    gather_here(n_may_bill=10)
    assert server.billed.total() == 10


def test_a_login_page_in_the_way_does_not_eat_the_budget(server):
    server.fault = every(1, "html", "image")
    with pytest.raises(Unanswered, match=r"5 answers in a row.*text/html"):
        gather_here(per_city=50)
    assert server.billed.total() <= 5 + 4


def test_a_run_with_nothing_missing_asks_nothing(server):
    gather_here()
    server.counts.clear()
    before = (data_folder("mine") / "gathered.csv").read_bytes()
    gather_here()
    assert not server.counts
    assert (data_folder("mine") / "gathered.csv").read_bytes() == before


def test_more_images_of_a_city_keep_those_that_are_there(server):
    gather_here()
    held = set(images()["pano_id"])
    gather_here(per_city=8)
    assert held < set(images()["pano_id"])
    assert len(images()) == 16
    assert set(server.billed.values()) == {1}


def test_a_deleted_image_is_replaced_by_another_place(server):
    gather_here()
    gone = load_gathered("mine").iloc[2]
    (data_folder("mine") / "images" / gone["image"]).unlink()
    assert Book(data_folder("mine")).n_gone == 1
    gather_here()
    assert gone["pano_id"] not in set(images()["pano_id"])
    assert len(images()) == 10
    assert max(server.billed.values()) == 1


@pytest.mark.parametrize(
    "change", [{"seed": 1}, {"heading": "building"}, {"source": "mapillary"}, {"fov_deg": 60.0}]
)
def test_other_settings_need_another_experiment(server, change):
    gather_here()
    with pytest.raises(RaresightError, match="another --experiment"):
        gather_here(**change)


def test_stopped_at_any_request_it_goes_on_to_the_same_set(server):
    gather_here(experiment="whole")
    server.billed.clear()
    for n in (3, 9, 10):  # of 31
        stop = threading.Event()
        seen = iter(range(n))

        def fault(kind, i, name, stop=stop, seen=seen):
            if next(seen, None) is None:
                stop.set()

        server.fault = fault
        with pytest.raises(Stopped):
            gather_here(stop=stop)
    server.fault = lambda *about: None
    gather_here()
    assert images("whole").equals(images())
    assert set(server.billed.values()) == {1}


@pytest.mark.parametrize("source", SOURCES)
def test_the_key_stands_in_no_file(server, source, home):
    server.fault = every(4, "html", "metadata", "search", "thumb")
    gather_here(source=source)
    server.fault = every(1, "denied", "metadata", "search")
    with pytest.raises(Denied):
        gather_here(source=source, per_city=9)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert b"secret" not in path.read_bytes()


def test_options_name_what_is_not_known():
    with pytest.raises(RaresightError, match="--source is 'bing'; expected street_view or"):
        make_options(source="bing")
