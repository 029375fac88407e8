import pytest

from core.inference.library import ModelLibrary
from tests.tiny_models import red_network, store_model, store_predictions


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    """One home with two strategies for all tests of this folder that only read."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        for strategy, gain in (("naive", 8.0), ("class_weights", 16.0)):
            store_model("e", strategy, red_network(gain))
            store_predictions("e", strategy)
    return home


@pytest.fixture
def home(stored, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(stored))
    return stored


@pytest.fixture
def empty_home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def library():
    return ModelLibrary()
