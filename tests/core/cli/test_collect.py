import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.collection.gathered import load_gathered
from core.errors import RaresightError
from tests.core.collection.street_view_server import KEY, TOKEN, running_server

CITIES = "name,state,lat,lon,radius_km\nAurora,CO,39.7,-104.8,6\nReno,NV,39.53,-119.8,6\n"


@pytest.fixture(scope="module")
def server():
    with running_server() as server:
        yield server


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch, server):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("GOOGLE_MAPS_API_KEY", KEY)
    monkeypatch.setenv("MAPILLARY_TOKEN", TOKEN)
    monkeypatch.setenv("RARESIGHT_STREET_VIEW_URL", server.url)
    monkeypatch.setenv("RARESIGHT_MAPILLARY_URL", server.url)
    server.fault = lambda *about: None
    server.billed.clear()
    server.counts.clear()
    (tmp_path / "cities.csv").write_text(CITIES)
    return tmp_path


def run(home, *words, answer=None):
    words = ["collect", "--cities", str(home / "cities.csv"), *words, "--per-second", "1000"]
    result = CliRunner().invoke(app, words, input=answer)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_it_says_terms_requests_and_cost_and_asks_nothing_without_consent(home, server):
    result = run(home, "--per-city", "50", answer="n\n")
    assert "Google's terms restrict storing and using Street View images" in result.output
    assert "About 100 billable requests, 0.70 USD at 7.00 USD per 1,000" in result.output
    assert result.exit_code == 1
    assert not server.counts
    assert not list((home / "data").iterdir())


def test_with_consent_it_gathers_and_says_what_it_cost(home, server):
    result = run(home, "--per-city", "4", "--usd-per-1000", "5", answer="y\n")
    assert "8 of 8 images" in result.output
    assert "8 requests of this experiment may have been billed, 0.04 USD" in result.output
    assert len(load_gathered("gathered")) == 8
    again = run(home, "--per-city", "4")
    assert "8 of them are held" in again.output
    assert "Nothing to do" in again.output
    assert server.billed.total() == 8


def test_a_budget_stops_it_with_what_is_held_so_far(home, server):
    with pytest.raises(RaresightError, match="Raise --budget-usd"):
        run(home, "--per-city", "4", "--budget-usd", "0.021", "--yes")
    assert server.billed.total() == len(load_gathered("gathered")) == 3


def test_mapillary_is_free_and_its_licence_is_said(home):
    result = run(home, "--source", "mapillary", "--per-city", "2", "--yes")
    assert "CC BY-SA 4.0" in result.output
    assert "0 billable requests" in result.output
    assert "Nothing was billed." in result.output
    assert set(load_gathered("gathered")["licence"]) == {"CC BY-SA 4.0"}


def test_a_refused_key_is_an_error_without_the_key(home, server):
    server.fault = lambda *about: "denied"
    with pytest.raises(RaresightError, match="REQUEST_DENIED") as error:
        run(home, "--per-city", "2", "--yes")
    assert KEY not in str(error.value)


def test_a_missing_key_is_said_before_anything_else(home, monkeypatch, server):
    monkeypatch.delenv("GOOGLE_MAPS_API_KEY")
    with pytest.raises(RaresightError, match="GOOGLE_MAPS_API_KEY is not set"):
        run(home)


def test_other_settings_are_refused_before_the_question(home):
    run(home, "--per-city", "1", "--yes")
    with pytest.raises(RaresightError, match="begun with seed = 0, now it is 7"):
        run(home, "--per-city", "1", "--seed", "7")


def test_images_are_not_gathered_into_an_experiment_made_otherwise(home, server):
    (home / "data" / "street-photos").mkdir(parents=True)
    (home / "data" / "street-photos" / "manifest.csv").write_text("image,label,scene,fold\n")
    with pytest.raises(RaresightError, match="Choose another --experiment"):
        run(home, "--experiment", "street-photos", "--yes")
    assert not server.counts


def test_more_images_than_the_disk_can_hold_are_not_begun(home, server):
    with pytest.raises(RaresightError, match="Free some space, or ask for fewer"):
        run(home, "--per-city", "1000000000", "--yes")
    assert not server.counts
