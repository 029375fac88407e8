import pandas as pd
import pytest
from PIL import Image

from core.datasets.scenes import draw_scene
from core.datasets.sizes import image_sizes, is_written_down
from core.home import data_folder


@pytest.fixture
def images(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    folder = data_folder("e") / "images"
    folder.mkdir(parents=True)
    return folder


def sizes(*names):
    table = image_sizes("e", pd.DataFrame({"image": names}))
    return table.values.tolist()


def test_files_are_measured_and_the_most_frequent_size_comes_first(images):
    for name, size in {"a.png": (4, 3), "b.png": (2, 2), "c.png": (2, 2)}.items():
        Image.new("RGB", size).save(images / name)
    assert sizes("a.png", "b.png", "c.png") == [[2, 2, 2], [4, 3, 1]]


def test_a_photo_that_is_to_be_turned_has_the_size_it_is_seen_in(images):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(images / "a.jpg", exif=exif)
    assert sizes("a.jpg") == [[30, 40, 1]]


def test_a_missing_or_broken_file_counts_at_an_unknown_size(images):
    (images / "bad.png").write_bytes(b"no picture")
    table = image_sizes("e", pd.DataFrame({"image": ["bad.png", "missing.png"]}))
    assert table["n_images"].tolist() == [2]
    assert table["width"].isna().all()


def test_tiles_and_scenes_have_the_size_they_are_cut_and_drawn_in():
    tiles = pd.DataFrame({"image": ["a", "b"], "photo": "p", "size": 240})
    scenes = pd.DataFrame({"image": ["a"], "seed": [1]})
    assert is_written_down(tiles)
    assert image_sizes("e", tiles).values.tolist() == [[240, 240, 2]]
    height, width = draw_scene(1, graffiti=False).shape[:2]
    assert image_sizes("e", scenes).values.tolist() == [[width, height, 1]]
