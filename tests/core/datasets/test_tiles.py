import numpy as np
import pandas as pd
import pytest

from core.datasets.manifest import EXTRA, check_manifest
from core.datasets.tiles import AMBIGUOUS, CLEAN, GRAFFITI, label_tile, tile_corners, tile_manifest
from core.errors import RaresightError


def box(*corners):
    return np.array([corners], dtype=float)


def test_a_photo_of_720_by_960_has_5_by_7_tiles():
    corners = tile_corners(720, 960)
    assert len(corners) == 35
    assert corners.max(0).tolist() == [480, 720]


@pytest.mark.parametrize(
    ("corners", "label"),
    [
        ((300, 0, 400, 100), CLEAN),
        ((256, 0, 400, 100), CLEAN),  # exactly 16 px away
        ((255, 0, 400, 100), AMBIGUOUS),  # 15 px away
        ((0, 0, 240, 24), GRAFFITI),  # exactly a tenth of the tile
        ((0, 0, 240, 23), GRAFFITI),  # less, but a whole box, and more than 2 %
        ((200, 0, 400, 100), AMBIGUOUS),  # a fifth of a box on 7 % of the tile
        ((0, 0, 30, 30), AMBIGUOUS),  # a whole box on 1.6 % of the tile
        ((0, 0, 34, 34), GRAFFITI),  # a whole box on 2.007 %
    ],
)
def test_the_rule_at_its_edges(corners, label):
    assert label_tile(0, 0, box(*corners)) == label


def test_overlapping_boxes_count_once():
    half = np.array([[0, 0, 100, 50], [0, 0, 100, 50], [200, 100, 500, 500]], dtype=float)
    covered = (100 * 50 + 40 * 140) / 240**2  # 18 %, and the first boxes are whole
    assert covered > 0.1
    assert label_tile(0, 0, half) == GRAFFITI
    assert label_tile(0, 0, np.array([[230, 0, 500, 240]] * 3, dtype=float)) == AMBIGUOUS


@pytest.fixture
def photos():
    n = 40
    names = [f"{i}.jpg" for i in range(n)]
    scenes = [f"scene {i // 2}" for i in range(n)]
    return pd.DataFrame({"photo": names, "width": 720, "height": 960, "scene": scenes})


def test_the_manifest_keeps_scenes_together_and_the_ratio_of_the_article(photos, tmp_path):
    boxes = pd.DataFrame({"photo": photos["photo"], "xmin": 0, "ymin": 0, "xmax": 400, "ymax": 400})
    manifest = tile_manifest(photos, boxes)
    check_manifest(manifest, tmp_path)  # refuses a scene in two folds
    used = manifest[manifest["role"] != EXTRA]
    n_clean, n_graffiti = (used["label"] == 0).sum(), (used["label"] == 1).sum()
    assert n_graffiti == round(n_clean * 141 / 3986)
    assert manifest["fold"].nunique() == 5
    assert tile_manifest(photos, boxes).equals(manifest)


def test_boxes_of_unknown_photos_are_refused(photos):
    boxes = pd.DataFrame({"photo": ["x.jpg"], "xmin": 0, "ymin": 0, "xmax": 9, "ymax": 9})
    with pytest.raises(RaresightError, match=r"'x\.jpg'"):
        tile_manifest(photos, boxes)
