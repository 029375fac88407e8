import numpy as np
import pandas as pd
import pytest
from PIL import Image
from typer.testing import CliRunner

from core.__main__ import app
from core.datasets.images import load_images
from core.datasets.import_folder import import_folder
from core.datasets.manifest import load_manifest
from core.errors import RaresightError
from core.home import data_folder


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path / "home"))


def picture(seed, size=64):
    blocks = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(blocks).resize((size, size), Image.Resampling.NEAREST)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "photos"
    for name, seeds in (("graffiti", range(6)), ("no-graffiti", range(10, 30))):
        (root / name).mkdir(parents=True)
        for seed in seeds:
            picture(seed).save(root / name / f"{seed}.png")
    return root


def test_both_classes_land_in_folds_with_the_positive_one_as_1(folder):
    manifest = import_folder(folder, "mine").manifest
    assert manifest["label"].sum() == 6
    assert manifest["fold"].nunique() == 5
    assert (manifest["image"].str.startswith("graffiti/") == (manifest["label"] == 1)).all()
    assert load_images("mine", load_manifest("mine").head(3), 32).shape == (3, 32, 32, 3)


def test_a_recompressed_and_resized_copy_stays_in_the_fold_of_its_original(folder):
    picture(10).resize((50, 50)).save(folder / "no-graffiti" / "copy.jpg", quality=60)
    done = import_folder(folder, "mine")
    folds = done.manifest.set_index("image")["fold"]
    assert done.n_near_pairs == 1
    assert folds["no-graffiti/copy.jpg"] == folds["no-graffiti/10.png"]


def test_scenes_named_in_scenes_csv_stay_in_one_fold(folder):
    names = [f"no-graffiti/{i}.png" for i in (11, 12, 13)]
    pd.DataFrame({"image": names, "scene": "bridge"}).to_csv(folder / "scenes.csv", index=False)
    folds = import_folder(folder, "mine").manifest.set_index("image")["fold"]
    assert folds[names].nunique() == 1


def test_a_corrupt_image_in_the_middle_is_named_and_the_rest_is_imported(folder):
    (folder / "no-graffiti" / "15.png").write_bytes(b"\x89PNG broken")
    (folder / "no-graffiti" / "16.png").write_bytes(b"")
    result = CliRunner().invoke(app, ["import", str(folder), "--experiment", "mine"])
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "15.png is not a whole picture" in said
    assert "2 skipped" in said
    assert len(load_manifest("mine")) == 24


@pytest.mark.parametrize(("positive", "word"), [("tags", "--positive"), ("empty", "--positive")])
def test_a_folder_without_the_two_classes_is_refused(folder, positive, word):
    with pytest.raises(RaresightError, match=word):
        import_folder(folder, "mine", positive)


def test_a_class_without_enough_images_is_refused_before_a_manifest_is_written(folder):
    for path in list((folder / "graffiti").iterdir())[:3]:
        path.unlink()
    with pytest.raises(RaresightError, match="3 readable images of 'graffiti'"):
        import_folder(folder, "mine")
    assert not (data_folder("mine") / "manifest.csv").exists()


def test_an_import_run_again_copies_nothing_twice(folder):
    import_folder(folder, "mine")
    image = data_folder("mine") / "images" / "graffiti" / "0.png"
    before = image.stat().st_mtime_ns
    import_folder(folder, "mine")
    assert image.stat().st_mtime_ns == before
