"""The stored models give the stored scores through the path that an upload takes."""

import cv2
import numpy as np
import pytest

from core.datasets.images import load_images, photos_folder
from core.datasets.manifest import load_manifest, manifest_path
from core.inference.classify import classify
from core.inference.decode import decode_image
from core.inference.library import ModelLibrary
from core.inference.models import list_models
from core.inference.tiles import cut_tiles
from core.runs.paths import run_folder
from core.runs.predictions import load_predictions_file

N_IMAGES = 200
TOLERANCE = 1e-3


@pytest.fixture(autouse=True)
def checkout(monkeypatch):
    """The committed runs, wherever RARESIGHT_HOME points."""
    monkeypatch.delenv("RARESIGHT_HOME", raising=False)


def some_stored(experiment):
    """Rows of the manifest and stored scores: validation images of fold 0, both labels."""
    strategies = list_models(experiment)
    assert strategies, f"models/{experiment} holds no model"
    predictions = {
        s: load_predictions_file(run_folder(experiment, s, 0)).set_index("image")["y_score"]
        for s in strategies
    }
    manifest = load_manifest(experiment).set_index("image")
    validated = manifest.loc[predictions[strategies[0]].index].sort_values("label")
    places = np.linspace(0, len(validated) - 1, N_IMAGES).round().astype(int)
    return validated.iloc[places], predictions


def png(pixels):
    return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()


def assert_same(scores, rows, predictions):
    for strategy, stored in predictions.items():
        shift = np.abs(scores[strategy] - stored.loc[rows.index].to_numpy()).max()
        assert shift <= TOLERANCE, f"{strategy}: {shift}"


def test_drawn_again_and_uploaded_a_scene_has_its_stored_scores():
    rows, predictions = some_stored("rendered-scenes")
    scenes = load_images("rendered-scenes", rows.reset_index(), 256)
    pictures = [decode_image(png(scene), "scene.png").pixels for scene in scenes]
    results = classify(
        pictures, "rendered-scenes", list(predictions), library=ModelLibrary(),
        shares=[None] * len(pictures),
    )  # fmt: skip
    scores = {s: np.concatenate([result.scores[s] for result in results]) for s in predictions}
    assert_same(scores, rows, predictions)


def scanned(rows, strategies):
    """Scores of the rows' tiles, each photo decoded as an upload would be."""
    library, scores = ModelLibrary(), {s: np.empty(len(rows), np.float32) for s in strategies}
    places = rows.reset_index(drop=True)
    for photo, part in places.groupby("photo"):
        pixels = decode_image((photos_folder() / photo).read_bytes(), photo).pixels
        tiles = part[["x", "y", "size"]].to_numpy()
        found = library.score(
            "street-photos", strategies, lambda px, p=pixels, t=tiles: cut_tiles(p, t, px)
        )
        for strategy, values in found.items():
            scores[strategy][part.index] = values
    return scores


# The photos are not part of the repository; where they are not, there is nothing to decode.
if photos_folder().is_dir() and manifest_path("street-photos").is_file():

    def test_scanned_as_an_upload_a_photos_tiles_have_their_stored_scores():
        rows, predictions = some_stored("street-photos")
        assert_same(scanned(rows, list(predictions)), rows, predictions)
