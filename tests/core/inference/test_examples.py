import cv2
import numpy as np
import pytest

from core.inference.decode import decode_image
from core.inference.examples import SCENES, drawn_examples, photo_examples
from tests.tiny_models import store_tiled_manifest


def test_drawn_examples_are_whole_pictures():
    examples = drawn_examples()
    assert len(examples) == len(SCENES)
    assert all(decode_image(e.data, e.name).pixels.shape == (256, 256, 3) for e in examples)


@pytest.fixture
def photos(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(tmp_path / "photos"))
    photo_examples.cache_clear()
    yield tmp_path / "photos"
    photo_examples.cache_clear()


def test_photos_are_examples_where_they_are(empty_home, photos):
    store_tiled_manifest("street")
    assert photo_examples("street") == ()
    photo_examples.cache_clear()
    photos.mkdir()
    cv2.imwrite(str(photos / "p.jpg"), np.zeros((40, 30, 3), np.uint8))
    assert [e.name for e in photo_examples("street")] == ["p.jpg"]


def test_an_experiment_without_photos_has_none(empty_home, photos):
    assert photo_examples("e") == ()
