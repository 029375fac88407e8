import threading

import pytest

from core.collection.book import Book
from core.collection.cities import City
from core.collection.gather import gather
from core.collection.options import CollectOptions
from core.collection.sources import open_service
from core.home import data_folder
from tests.core.collection.street_view_server import KEY, TOKEN, running_server

CITIES = (City("Aurora", "CO", 39.7, -104.8, 6), City("Reno", "NV", 39.53, -119.8, 6))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home, with keys that the tests' server takes."""
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("GOOGLE_MAPS_API_KEY", KEY)
    monkeypatch.setenv("MAPILLARY_TOKEN", TOKEN)
    monkeypatch.delenv("GOOGLE_MAPS_SIGNING_SECRET", raising=False)
    return tmp_path


@pytest.fixture
def server(home, monkeypatch):
    with running_server() as server:
        monkeypatch.setenv("RARESIGHT_STREET_VIEW_URL", server.url)
        monkeypatch.setenv("RARESIGHT_MAPILLARY_URL", server.url)
        yield server


def make_options(**changes):
    quick = {"per_second": 1000.0, "backoff_s": 0.01, "timeout_s": 5.0}
    about = {"experiment": "mine", "cities": CITIES, "per_city": 5}
    return CollectOptions(**about | quick | changes)


def gather_here(stop=None, **changes):
    """Gather in this process; return the book, closed, and the cities with too few pictures."""
    options = make_options(**changes)
    book = Book(data_folder(options.experiment))
    book.open(options.settings)
    try:
        short = gather(
            options,
            open_service(options),
            book,
            stop=stop or threading.Event(),
            report=lambda kept, wanted: None,
        )
    finally:
        book.close()
    return book, short
