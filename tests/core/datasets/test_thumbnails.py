import os

import cv2
import numpy as np
import pandas as pd
import pytest

from core.datasets import images, thumbnails
from core.datasets.picture_cache import PictureCache
from core.datasets.scenes import draw_scene
from core.home import data_folder

SIZE = 64


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(tmp_path / "photos"))
    (tmp_path / "photos").mkdir()
    return tmp_path


def store_photo(home, name, side=240):
    """A photo whose four quarters are black, red, green and blue."""
    colours = np.array([[[0, 0, 0], [255, 0, 0]], [[0, 255, 0], [0, 0, 255]]], np.uint8)
    pixels = colours.repeat(side // 2, axis=0).repeat(side // 2, axis=1)
    cv2.imwrite(str(home / "photos" / name), pixels[:, :, ::-1])


def tiles(*corners, photo="a.png", size=120):
    rows = [(f"{photo}-{x}-{y}", 1, photo, x, y, size) for x, y in corners]
    return pd.DataFrame(rows, columns=["image", "label", "photo", "x", "y", "size"])


def middle(jpeg):
    pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    return pixels.shape, (pixels[pixels.shape[0] // 2, pixels.shape[1] // 2] > 127).tolist()


def count_reads(monkeypatch):
    read, names = images.read_image, []
    monkeypatch.setattr(images, "read_image", lambda path: names.append(path.name) or read(path))
    return names


def test_tiles_are_cut_where_the_manifest_says(home):
    store_photo(home, "a.png")
    found = thumbnails.thumbnails("e", tiles((120, 0), (0, 120), (120, 120)), SIZE, PictureCache())
    assert [middle(jpeg) for jpeg in found.jpegs] == [
        ((SIZE, SIZE, 3), [True, False, False]),
        ((SIZE, SIZE, 3), [False, True, False]),
        ((SIZE, SIZE, 3), [False, False, True]),
    ]


def test_a_photo_is_decoded_once_a_page_and_not_again_while_its_tiles_are_kept(home, monkeypatch):
    store_photo(home, "a.png")
    store_photo(home, "b.png")
    names, kept = count_reads(monkeypatch), PictureCache()
    page = pd.concat([tiles((0, 0), (120, 0)), tiles((0, 0), photo="b.png"), tiles((0, 120))])
    first = thumbnails.thumbnails("e", page, SIZE, kept)
    assert sorted(names) == ["a.png", "b.png"]
    assert thumbnails.thumbnails("e", page, SIZE, kept).jpegs == first.jpegs
    assert len(names) == 2


def test_a_scene_is_drawn_from_its_seed_and_label():
    rows = pd.DataFrame({"image": ["s", "t"], "label": [0, 1], "seed": [7, 7]})
    found = thumbnails.thumbnails("e", rows, 96, PictureCache())
    for jpeg, graffiti in zip(found.jpegs, (False, True), strict=True):
        pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
        wanted = draw_scene(7, graffiti=graffiti, size_px=96).astype(float)
        assert np.abs(pixels - wanted).mean() < 6


def test_a_picture_that_cannot_be_had_leaves_the_others(home):
    store_photo(home, "a.png")
    page = pd.concat([tiles((0, 0), photo="gone.png"), tiles((0, 0)), tiles((9_000, 0))])
    found = thumbnails.thumbnails("e", page, SIZE, PictureCache())
    assert [jpeg is not None for jpeg in found.jpegs] == [False, True, False]
    assert "gone.png cannot be read" in found.problem


def test_photos_that_are_absent_are_a_sentence_that_says_how_to_get_them(home, monkeypatch):
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(home / "nowhere"))
    found = thumbnails.thumbnails("e", tiles((0, 0)), SIZE, PictureCache())
    assert found.jpegs == [None]
    assert "RARESIGHT_PHOTOS" in found.problem


def test_a_picture_of_a_folder_that_changed_is_read_again():
    path = data_folder("e") / "images" / "x.png"
    path.parent.mkdir(parents=True)
    rows, kept = pd.DataFrame({"image": ["x.png"], "label": [0]}), PictureCache()
    for i, value in enumerate((0, 255)):
        cv2.imwrite(str(path), np.full((30, 50, 3), value, np.uint8))
        os.utime(path, ns=(i, i))
        found = thumbnails.thumbnails("e", rows, SIZE, kept)
        assert middle(found.jpegs[0]) == ((SIZE, SIZE, 3), [value > 0] * 3)


def test_an_enlarged_image_keeps_its_shape_and_stays_below_the_limit(home):
    path = data_folder("e") / "images" / "x.png"
    path.parent.mkdir(parents=True)
    cv2.imwrite(str(path), np.full((800, 1_600, 3), 255, np.uint8))
    row = pd.DataFrame({"image": ["x.png"], "label": [0]})
    assert middle(thumbnails.large_picture("e", row))[0] == (360, 720, 3)
    store_photo(home, "a.png")
    assert middle(thumbnails.large_picture("e", tiles((120, 120))))[0] == (120, 120, 3)
    assert middle(thumbnails.whole_photo("e", tiles((120, 120))))[0] == (240, 240, 3)
    assert thumbnails.whole_photo("e", tiles((0, 0), photo="gone.png")) is None
