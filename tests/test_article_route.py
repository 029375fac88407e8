"""The whole way of the article without a browser: gather, label, import, train, check, compare."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from core.__main__ import app
from core.collection.gathered import load_gathered
from core.collection.labels import append_label
from core.datasets.manifest import load_manifest
from core.runs.paths import run_folder
from core.runs.predictions import load_predictions_file
from tests.core.collection.street_view_server import KEY, running_server
from tests.core.collection.street_world import is_graffiti

COMPARE = Path(__file__).parents[1] / "pages" / "compare.py"
CITIES = "name,state,lat,lon,radius_km\nAurora,CO,39.7,-104.8,9\nReno,NV,39.53,-119.8,9\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("GOOGLE_MAPS_API_KEY", KEY)
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    (tmp_path / "cities.csv").write_text(CITIES)
    with running_server() as server:
        monkeypatch.setenv("RARESIGHT_STREET_VIEW_URL", server.url)
        yield tmp_path


def run(*words):
    """Run a command in this process; what main() would print as a sentence is raised."""
    result = CliRunner().invoke(app, list(map(str, words)))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_from_street_images_to_a_comparison_on_the_dashboard(home):
    places = ("--cities", home / "cities.csv", "--per-city", 20, "--per-second", 1000)
    assert "40 of 40 images" in run("collect", *places, "--experiment", "streets", "--yes")

    images = load_gathered("streets")
    for image, pano_id in zip(images["image"], images["pano_id"], strict=True):
        label = "graffiti" if is_graffiti(pano_id) else "no_graffiti"
        append_label("streets", image, label, "a script")

    run("import", "--experiment", "streets")
    manifest = load_manifest("streets")
    assert len(manifest) == 40
    assert manifest["label"].sum() == sum(map(is_graffiti, images["pano_id"]))

    small = ("--folds", 0, "--epochs", 1, "--strategies", "naive", "--strategies", "class_weights")
    assert "2 runs trained" in run("train", "streets", *small)
    assert "2 runs whole, 0 broken" in run("check")

    page = AppTest.from_file(COMPARE, default_timeout=60)
    page.query_params["experiment"] = "streets"
    page.run()
    assert not page.exception
    shown = pd.concat(frame.value for frame in page.dataframe if "Strategy" in frame.value)
    assert set(shown["Strategy"]) == {"naive", "class_weights"}
    judged = load_predictions_file(run_folder("streets", "naive", 0))
    assert set(judged["image"]) == set(manifest["image"][manifest["fold"] == 0])
