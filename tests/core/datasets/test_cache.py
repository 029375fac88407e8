import numpy as np
import pandas as pd
import pytest

from core.datasets import cache
from core.datasets.cache import cached_images
from core.datasets.images import load_images
from core.datasets.manifest import write_manifest
from core.datasets.scenes import draw_scene
from core.errors import RaresightError
from core.home import data_folder


@pytest.fixture(autouse=True)
def scenes(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    names = [f"s{i}" for i in range(6)]
    write_manifest(
        "drawn",
        pd.DataFrame(
            {
                "image": names,
                "label": [1, 0] * 3,
                "scene": names,
                "fold": [0, 0, 1, 1, 2, 2],
                "seed": range(6),
            }
        ),
    )


def test_the_cache_holds_the_scenes_drawn_from_their_seeds():
    images, manifest = cached_images("drawn", 32, workers=1)
    assert images.shape == (6, 32, 32, 3)
    assert np.array_equal(images[2], draw_scene(2, graffiti=True, size_px=32))
    assert manifest["label"].tolist() == [1, 0] * 3


def test_a_stopped_build_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(cache, "CHUNK", 2)

    def stop_after_two(done, n):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached_images("drawn", 32, report=stop_after_two, workers=1)
    assert not list((data_folder("drawn") / "cache").glob("*.npy"))
    seen = []
    images, _ = cached_images("drawn", 32, report=lambda done, n: seen.append(done), workers=1)
    assert seen == [6]
    assert np.array_equal(images[0], draw_scene(0, graffiti=True, size_px=32))


def test_missing_photos_say_how_to_get_them(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(tmp_path / "nowhere"))
    rows = pd.DataFrame({"photo": ["a.jpg"], "x": [0], "y": [0], "size": [240], "image": ["a"]})
    with pytest.raises(RaresightError, match="RARESIGHT_PHOTOS"):
        load_images("street-photos", rows, 96)


def test_a_tile_is_cut_where_the_manifest_says(tmp_path, monkeypatch):
    import cv2

    monkeypatch.setenv("RARESIGHT_PHOTOS", str(tmp_path))
    photo = np.zeros((960, 720, 3), np.uint8)
    photo[240:480, 120:360] = (10, 200, 30)  # blue, green, red
    cv2.imwrite(str(tmp_path / "p.png"), photo)
    rows = pd.DataFrame({"photo": ["p.png"], "x": [120], "y": [240], "size": [240]})
    tile = load_images("street-photos", rows, 96)[0]
    assert (tile == [30, 200, 10]).all()
