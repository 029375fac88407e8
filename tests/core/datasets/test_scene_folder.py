from collections import Counter

import cv2
import numpy as np
import pytest

from core.datasets.scene_folder import (
    ARTICLE_SHARE,
    contact_sheet,
    missing_scenes,
    plan_scenes,
    write_scenes,
)
from core.datasets.scenes import draw_scene
from core.errors import RaresightError


def test_a_fold_of_the_article_holds_141_graffiti_and_3986_without():
    plan = plan_scenes(4_127, seed=0, graffiti_share=ARTICLE_SHARE)
    assert Counter(scene.graffiti for scene in plan) == {True: 141, False: 3_986}


def test_the_same_seed_plans_the_same_scenes_and_another_seed_none_of_them():
    first = plan_scenes(50, seed=7, graffiti_share=0.5)
    assert plan_scenes(50, seed=7, graffiti_share=0.5) == first
    other = plan_scenes(50, seed=8, graffiti_share=0.5)
    assert not {s.seed for s in first} & {s.seed for s in other}


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_outside_0_to_1_is_refused_with_the_value(share):
    with pytest.raises(RaresightError, match=f"got {share}"):
        plan_scenes(10, seed=0, graffiti_share=share)


@pytest.mark.parametrize(("count", "seed"), [(0, 0), (-3, 0), (10, -1), (1_000_001, 0)])
def test_a_bad_count_or_seed_is_refused(count, seed):
    with pytest.raises(RaresightError, match="count of 1 to"):
        plan_scenes(count, seed)


def test_a_written_scene_can_be_drawn_again_from_its_seed(tmp_path):
    plan = plan_scenes(2, seed=3, graffiti_share=0.5)
    assert write_scenes(plan, tmp_path, 64) == 2
    for scene in plan:
        stored = cv2.imread(str(tmp_path / scene.name), cv2.IMREAD_COLOR_RGB)
        again = draw_scene(scene.seed, graffiti=scene.graffiti, size_px=64)
        np.testing.assert_array_equal(stored, again)


def test_only_scenes_without_a_file_are_missing(tmp_path):
    plan = plan_scenes(5, seed=3)
    write_scenes(plan[:2], tmp_path, 32)
    assert missing_scenes(plan, tmp_path) == plan[2:]


def test_the_contact_sheet_frames_graffiti_in_red():
    sheet = contact_sheet(seed=1, rows=1, columns=2)
    assert sheet.shape == (264, 528, 3)
    assert sheet[0, 0].tolist() == [214, 39, 40]
    assert sheet[0, 264].tolist() == [120, 120, 120]
