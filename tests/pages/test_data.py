import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core.datasets.manifest import write_manifest
from core.home import data_folder
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "data.py"
TAG = "<img src=x onerror=alert(1)>"
COLUMNS = ["image", "label", "scene", "fold"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(tmp_path / "nowhere"))
    return tmp_path


def store_files(experiment="e", n=60):
    """Pictures of 16 px; every sixth shows graffiti: ten against fifty."""
    rng = np.random.default_rng(0)
    rows = []
    for i in range(n):
        path = data_folder(experiment) / "images" / f"{i}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 255, (16, 16, 3), dtype=np.uint8)).save(path)
        rows.append((path.name, int(i % 6 == 0), f"s{i}", i % 5))
    write_manifest(experiment, pd.DataFrame(rows, columns=COLUMNS))


def store_tiles():
    names = [f"t{i}" for i in range(20)]
    rows = {"image": names, "label": [1, 0] * 10, "scene": names, "fold": [0, 0, 1, 1] * 5}
    source = {"photo": "p.jpg", "x": 0, "y": 0, "size": 240}
    write_manifest("street-photos", pd.DataFrame(rows | source))


def run_page(**query):
    page = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def switch(page, key):
    page.toggle(key=key).set_value(True).run()
    assert not page.exception
    return page


def pictures(page):
    return [image.proto.imgs[0] for image in page.get("image")]


def captions(page):
    return [picture.caption for picture in pictures(page)]


def words(page):
    return " ".join(e.value for e in [*page.markdown, *page.info, *page.caption, *page.text])


def test_an_empty_store_says_how_to_make_an_experiment():
    assert "No experiment yet" in run_page().info[0].value


def test_a_freshly_imported_experiment_is_counted_before_anything_is_trained():
    store_files()
    page = run_page()
    assert "**60 images**, 10 of them with graffiti: 16.7 %, one in 6" in words(page)
    bars = {bar["name"]: bar for bar in json.loads(page.get("plotly_chart")[0].proto.spec)["data"]}
    assert bars["graffiti"]["text"] == ["2"] * 5
    assert bars["no graffiti"]["text"] == ["10"] * 5


def test_a_weight_says_how_many_others_an_image_counts_as():
    store_files()
    page = run_page()
    assert "One graffiti image counts as 5 others" in words(page)  # 40 against 8
    row = page.dataframe[0].value.iloc[0]
    assert (row["Weight"], row["Weight of the rest"]) == ("3.000", "0.600")


def test_nine_training_images_change_at_a_click_and_can_be_of_one_class():
    store_files()
    page = run_page()
    before = [picture.alt for picture in pictures(page)]
    assert len(before) == 9
    page.button[0].click().run()
    assert [picture.alt for picture in pictures(page)] != before
    page.segmented_control(key="class").set_value("graffiti").run()
    assert captions(page) == ["graffiti"] * 8  # all that are trained on when fold 0 is validated


def test_a_validated_image_is_never_among_the_training_images():
    store_files(n=10)
    page = run_page(fold="3")
    shown = [picture.alt for picture in pictures(page)]
    assert len(shown) == 8
    assert not {"no graffiti: 3.png", "no graffiti: 8.png"} & set(shown)


def test_augmentation_is_shown_before_and_after_each_layer_when_asked_for():
    store_files()
    page = switch(run_page(), "augmented")
    shown = captions(page)[9:]
    assert shown[:5] == ["before", "flip", "rotation", "contrast", "all of them"]
    assert shown[5:] == [
        "before", "flip", "shift", "zoom", "brightness", "contrast", "all of them",
    ]  # fmt: skip


def test_smote_shows_parents_and_children():
    store_files()
    page = switch(run_page(), "smote")
    shown = captions(page)[9:]
    assert len(shown) == 12
    assert shown[0::3] == ["one"] * 4
    assert shown[2::3] == ["the other"] * 4
    assert "8 random ones of 8" in words(page)


def test_near_copies_and_sizes_are_looked_for_when_asked():
    store_files()
    images = data_folder("e") / "images"
    (images / "7.png").write_bytes((images / "0.png").read_bytes())
    (images / "8.png").write_bytes(b"no picture")
    page = switch(switch(run_page(), "near"), "measure_all")
    assert "**1 pair** of look-alikes among 59 images, 1 of them in two folds" in words(page)
    assert "1 file could not be read" in words(page)
    assert "All 59 images have 16" in words(page)
    assert captions(page)[9:] == ["fold 0", "fold 2"]


def test_without_the_photos_all_else_works_and_a_sentence_says_how_to_get_them():
    store_tiles()
    page = run_page()
    assert "doi:10.5281/zenodo.3238357" in page.info[0].value.replace("\\", "")
    assert "No scene lies in two folds" in words(page)
    assert "240" in words(page)
    assert len(page.get("plotly_chart")) == 1
    for key in ("augmented", "smote", "near"):
        page = switch(page, key)
    assert len(page.info) == 4


def test_the_photos_are_attributed_where_they_are_shown(home, monkeypatch):
    store_tiles()
    (home / "photos").mkdir()
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(home / "photos"))
    Image.new("RGB", (240, 240)).save(home / "photos" / "p.jpg")
    page = run_page()
    assert len(captions(page)) == 9
    assert "University of West Attica" in words(page)
    assert "CC BY 4.0" in words(page)


def test_a_picture_that_cannot_be_read_does_not_hide_the_others():
    store_files(n=10)
    (data_folder("e") / "images" / "4.png").unlink()
    page = run_page()
    assert len(captions(page)) == 7
    assert "cannot be read" in words(page)


def test_results_without_a_manifest_are_counted_from_their_predictions():
    labels = [1, 0, 0]
    frame = pd.DataFrame({"image": ["a", "b", "c"], "y_true": labels, "y_score": [0.9, 0.1, 0.2]})
    write_predictions(run_folder("mine", TAG, 0), frame)
    broken = run_folder("mine", "bad", 0)
    broken.mkdir(parents=True)
    (broken / "validation.parquet").write_bytes(b"")
    page = run_page(experiment="mine")
    assert "mine has no manifest" in page.info[0].value
    bars = json.loads(page.get("plotly_chart")[0].proto.spec)["data"]
    assert {bar["name"]: bar["text"] for bar in bars} == {"graffiti": ["1"], "no graffiti": ["2"]}
    assert "cannot be read" in page.text[0].value


def test_a_scene_in_two_folds_is_named():
    path = data_folder("e") / "manifest.csv"
    path.parent.mkdir(parents=True)
    path.write_text("image,label,scene,fold\na,1,one place,0\nb,0,one place,1\n")
    assert "one place' lies in 2 folds" in run_page().warning[0].value.replace("\\", "")


def test_training_images_of_one_class_alone_have_no_weights():
    store_files()
    rows = [(f"{i}.png", int(i < 2), f"s{i}", int(i > 3)) for i in range(8)]
    write_manifest("e", pd.DataFrame(rows, columns=COLUMNS))
    page = switch(run_page(), "smote")
    assert "lack a class" in words(page)
    assert "SMOTE needs 2 training images with graffiti; here are 0" in words(page)


def test_neither_page_loads_tensorflow_by_being_opened(home):
    store_files()
    write_predictions(
        run_folder("e", "naive", 0),
        pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.1, 0.9]}),
    )
    code = (
        "import sys; from streamlit.testing.v1 import AppTest\n"
        "for name in ('data', 'training'):\n"
        "    page = AppTest.from_file(f'pages/{name}.py', default_timeout=60).run()\n"
        "    assert not page.exception\n"
        "print(sorted({'keras', 'tensorflow', 'imblearn'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
