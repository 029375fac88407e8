import numpy as np
import pandas as pd
import pytest

from core.datasets.manifest import manifest_path, write_manifest
from core.datasets.validated import validated_images
from core.runs.paths import run_folder
from core.runs.pooled import load_experiment
from core.runs.predictions import write_predictions


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    for fold in (0, 1):
        for strategy, score in (("naive", 0.25), ("focal_loss", 0.75)):
            names = [f"{fold}-b", f"{fold}-a"]
            frame = pd.DataFrame({"image": names, "y_true": [0, 1], "y_score": [score, 1 - score]})
            write_predictions(run_folder("e", strategy, fold), frame)


def test_images_know_their_scene_and_their_row_whatever_the_order():
    names = ["1-a", "0-b", "0-a", "elsewhere"]
    manifest = {"image": names, "label": [1, 0, 1, 0], "scene": list("xyzw"), "fold": [1, 0, 0, 2]}
    write_manifest("e", pd.DataFrame(manifest))
    found = validated_images(load_experiment("e"))
    assert found.images.tolist() == ["0-a", "0-b", "1-a", "1-b"]
    assert found.y_true.tolist() == [1, 0, 1, 0]
    assert found.folds.tolist() == [0, 0, 1, 1]
    assert found.scenes.tolist() == ["z", "y", "x", ""]
    assert found.scene_names == ("x", "y", "z")
    assert found.rows.tolist() == [2, 1, 0, -1]
    assert found.problem == ""
    assert found.stacked(("naive", "focal_loss")) == pytest.approx(
        np.array([[0.75, 0.25, 0.75, 0.25], [0.25, 0.75, 0.25, 0.75]])
    )


def test_scenes_are_sorted_by_their_numbers():
    scenes = ["s-10", "s-9", "2", "10"]
    names = ["0-a", "0-b", "1-a", "1-b"]
    manifest = {"image": names, "label": [1, 0, 1, 0], "scene": scenes, "fold": [0, 0, 1, 1]}
    write_manifest("e", pd.DataFrame(manifest))
    found = validated_images(load_experiment("e"))
    assert found.scene_names == ("2", "10", "s-9", "s-10")


def test_without_a_manifest_scores_are_there_and_the_problem_says_what_is_not():
    found = validated_images(load_experiment("e"))
    assert found.scenes.tolist() == [""] * 4
    assert found.rows.tolist() == [-1] * 4
    assert "no manifest" in found.problem


def test_a_broken_manifest_is_named():
    manifest_path("e").parent.mkdir(parents=True)
    manifest_path("e").write_text("a,b\n1,2\n")
    found = validated_images(load_experiment("e"))
    assert "manifest.csv has the columns" in found.problem
    assert len(found.images) == 4
