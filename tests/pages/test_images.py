import json
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.datasets.boxes import boxes_path
from core.datasets.manifest import manifest_path, write_manifest
from core.datasets.review import UNSURE, WRONG, append_mark, review_path
from core.datasets.validated import validated_images
from core.runs.paths import run_folder
from core.runs.pooled import load_experiment
from core.runs.predictions import write_predictions

PAGE = Path(__file__).parents[2] / "pages" / "images.py"
HOSTILE = "<img src=x onerror=alert(1)>"
N = 150  # images a fold


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("RARESIGHT_PHOTOS", str(tmp_path / "photos"))
    return tmp_path


def predictions(fold, seed):
    rng = np.random.default_rng(10 * fold + seed)
    y_true = (np.arange(N) % 5 == 0).astype(np.int8)
    y_score = np.round(rng.beta(2 + 2 * y_true, 3), 2).astype(np.float32)
    images = [f"{fold}-{k:03d}" for k in range(N)]
    return pd.DataFrame({"image": images, "y_true": y_true, "y_score": y_score})


def store(*strategies, folds=(0, 1)):
    for fold in folds:
        for i, strategy in enumerate(strategies):
            write_predictions(run_folder("e", strategy, fold), predictions(fold, i))


def store_tiles(home, n_photos=2):
    """Photos of 480 x 360 px with one box each; every image is a tile of one of them."""
    images = [f"{fold}-{k:03d}" for fold in (0, 1) for k in range(N)]
    rows = [
        (image, int(k % 5 == 0), f"{image[0]}-{k % n_photos}", int(image[0]))
        for image in images
        for k in [int(image[2:])]
    ]
    manifest = pd.DataFrame(rows, columns=["image", "label", "scene", "fold"])
    manifest = manifest.assign(photo=manifest["scene"] + ".png", x=120, y=60, size=240)
    write_manifest("e", manifest)
    (home / "photos").mkdir()
    for photo in manifest["photo"].unique():
        cv2.imwrite(str(home / "photos" / photo), np.full((360, 480, 3), 90, np.uint8))
    boxes = [f"{photo},60,120,240,180\n" for photo in manifest["photo"].unique()]
    boxes_path("e").write_text("photo,xmin,ymin,xmax,ymax\n" + "".join(boxes))


def run_page(**url):
    page = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in url.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def sent(page):
    """What the gallery was sent: its words, and whether pictures came with them."""
    proto = page.get("bidi_component")[0].proto
    whole = json.loads(proto.mixed.json if proto.WhichOneof("data") == "mixed" else proto.json)
    return whole["setup"], "thumbnails" in whole


def listed(**url):
    """The images of every page, in order."""
    setup, _ = sent(run_page(**url))
    more = [sent(run_page(**url, page=str(k + 1)))[0]["items"] for k in range(1, setup["n_pages"])]
    names = [item["image"] for part in (setup["items"], *more) for item in part]
    assert len(names) == setup["n_images"]
    return names


def pooled(*seeds):
    """Labels and the scores of some strategies, by image."""
    parts = []
    for fold in (0, 1):
        own = [predictions(fold, seed).set_index("image") for seed in seeds]
        scores = {seed: o["y_score"].astype(float) for seed, o in zip(seeds, own, strict=True)}
        parts.append(pd.DataFrame({"y_true": own[0]["y_true"], **scores}))
    return pd.concat(parts)


def test_an_empty_store_says_how_to_fill_it():
    page = run_page()
    assert "No stored runs yet" in page.info[0].value
    assert not page.get("bidi_component")


@pytest.mark.parametrize("cell", ["tp", "fn", "fp", "tn"])
def test_a_cell_lists_exactly_its_images_the_most_wrong_first(cell):
    store("naive", "focal_loss")
    frame = pooled(1)
    flagged, graffiti = frame[1] >= 0.29, frame["y_true"] == 1
    wanted = frame[(flagged == (cell in ("tp", "fp"))) & (graffiti == (cell in ("tp", "fn")))]
    names = listed(strategy="focal_loss", cell=cell, threshold="0.290")
    assert sorted(names) == sorted(wanted.index)
    wrong = (wanted[1] - wanted["y_true"]).abs().loc[names]
    assert wrong.is_monotonic_decreasing


def test_each_image_comes_with_label_scene_fold_and_every_strategys_word(home):
    store("naive", "focal_loss")
    store_tiles(home)
    setup, with_pictures = sent(run_page(view="near", threshold="0.500", overrides="naive:0.290"))
    frame = pooled(0, 1)
    assert with_pictures
    assert [s["name"] for s in setup["strategies"]] == ["naive", "focal_loss"]
    assert [s["threshold"] for s in setup["strategies"]] == [0.29, 0.5]
    assert len(setup["items"]) == 48
    for item in setup["items"]:
        row = frame.loc[item["image"]]
        assert item["label"] == row["y_true"]
        assert item["scores"] == [row[0], row[1]]
        assert item["flagged"] == [row[0] >= 0.29, row[1] >= 0.5]
        assert item["scene"] == f"{item['fold']}-{int(item['image'][2:]) % 2}"
        assert item["boxes"] == [[0, pytest.approx(0.25), 0.5, 0.5]]


def test_near_the_threshold_the_nearest_come_first():
    store("naive")
    distance = (pooled(0)[0] - 0.4).abs().loc[listed(view="near", threshold="0.400")]
    assert len(distance) == 2 * N
    assert np.all(np.diff(distance.to_numpy()) > -1e-6)


def test_flips_are_right_for_one_and_wrong_for_the_other_and_can_be_swapped():
    store("naive", "focal_loss")
    frame = pooled(0, 1)
    naive, focal = ((frame[i] >= 0.4) == (frame["y_true"] == 1) for i in (0, 1))
    url = {"view": "flips", "threshold": "0.400", "strategy": "focal_loss"}
    assert sorted(listed(**url)) == sorted(frame.index[focal & ~naive])
    page = run_page(**url)
    page.button[0].click().run()
    assert (page.query_params["strategy"], page.query_params["against"]) == ("naive", "focal_loss")
    assert sent(page)[0]["n_images"] == (naive & ~focal).sum()


def test_strategies_that_do_not_agree_are_those_that_are_chosen():
    store("naive", "focal_loss", "mine")
    frame = pooled(0, 1, 2)
    flags = frame[[0, 1, 2]] >= 0.4
    three = frame.index[flags.any(axis=1) & ~flags.all(axis=1)]
    two = frame.index[flags[0] != flags[1]]
    url = {"view": "disagreement", "threshold": "0.400"}
    assert sorted(listed(**url)) == sorted(three)
    assert sorted(listed(**url, strategies="naive,focal_loss")) == sorted(two)
    assert listed(**url, strategies="naive") == []


def test_probably_mislabelled_is_what_every_strategy_believes_against_the_label():
    store("naive", "focal_loss")
    frame = pooled(0, 1)
    against = pd.DataFrame(index=frame.index)
    for i in (0, 1):
        p = pd.DataFrame({0: 1 - frame[i], 1: frame[i]})
        bars = {j: p[j][frame["y_true"] == j].mean() for j in (0, 1)}
        believed = p.where(p >= pd.Series(bars))
        likeliest = believed.max(axis=1)
        against[i] = (believed.eq(likeliest, axis=0)).idxmax(axis=1) != frame["y_true"]
        against[i] &= likeliest.notna()
    wanted = frame.index[against.all(axis=1)]
    assert len(wanted)
    assert sorted(listed(view="mislabelled")) == sorted(wanted)


def test_a_scene_or_a_fold_narrows_every_view(home):
    store("naive")
    store_tiles(home)
    page = run_page(view="near")
    assert sent(page)[0]["n_images"] == 2 * N
    page.selectbox(key="images_scene").set_value("1-0").run()
    setup, _ = sent(page)
    assert setup["n_images"] == N // 2
    assert {(item["scene"], item["fold"]) for item in setup["items"]} == {("1-0", 1)}
    assert page.query_params["scene"] == "1-0"
    assert sent(run_page(view="near", fold="0"))[0]["n_images"] == N


def test_of_very_many_scenes_one_is_typed(home):
    store("naive")
    names = [f"{fold}-{k:03d}" for fold in (0, 1) for k in range(N)]
    names += [f"more-{k}" for k in range(300)]
    frame = pd.DataFrame({"image": names, "label": 0, "scene": names, "fold": 0})
    frame["scene"] = [f"s{k}" for k in range(len(names))]
    write_manifest("e", frame)
    validated = validated_images(load_experiment("e"))
    assert len(set(validated.scenes)) == 300
    page = run_page(view="near", scene="s7")
    assert [item["image"] for item in sent(page)[0]["items"]] == ["0-007"]


def test_the_threshold_moves_here_and_on_compare():
    store("naive", "focal_loss")
    page = run_page(strategy="naive", cell="fp", page="2")
    page.slider(key="images_threshold").set_value(0.29).run()
    frame = pooled(0)
    n = ((frame[0] >= 0.29) & (frame["y_true"] == 0)).sum()
    setup, _ = sent(page)
    assert (setup["n_images"], setup["page"]) == (n, 0)
    assert page.query_params["overrides"] == "naive:0.290"
    assert [s["threshold"] for s in setup["strategies"]] == [0.29, 0.5]


def test_marks_are_shown_counted_and_listed_the_latest_first():
    store("naive")
    for image, mark in (("0-007", WRONG), ("1-003", UNSURE), ("elsewhere", WRONG)):
        append_mark("e", image, 0, mark)
    page = run_page(view="marked")
    setup, _ = sent(page)
    assert [(i["image"], i["mark"]) for i in setup["items"]] == [
        ("1-003", UNSURE),
        ("0-007", WRONG),
    ]
    assert any("3 images, 2 “label is wrong”, 1 “unsure”" in c.value for c in page.caption)
    assert page.get("download_button")
    assert setup["n_left_out"] == 0
    assert sent(run_page(view="marked", marked="left-out"))[0]["n_left_out"] == 2


def test_the_file_of_marks_runs_nothing_in_a_spreadsheet():
    frame = predictions(0, 0)
    frame.loc[0, "image"] = "=cmd()"
    write_predictions(run_folder("e", "naive", 0), frame)
    append_mark("e", "=cmd()", 1, WRONG)
    from core.datasets.review import load_review
    from pages.shared.images_marks import marks_table

    [row] = marks_table(load_review("e"), validated_images(load_experiment("e"))).to_dict("records")
    at = row.pop("at")
    assert at.endswith("+00:00")
    assert row == {"image": "'=cmd()", "label": 1, "mark": WRONG, "scene": "", "fold": 0}


def test_without_the_photos_the_scores_are_there_and_a_sentence_says_how_to_get_them(home):
    store("naive")
    store_tiles(home)
    for photo in (home / "photos").iterdir():
        photo.unlink()
    (home / "photos").rmdir()
    page = run_page(view="near")
    assert any("RARESIGHT_PHOTOS" in text.value for text in page.text)
    assert len(sent(page)[0]["items"]) == 48


def test_without_a_manifest_the_scene_is_unknown_and_all_else_works():
    store("naive")
    page = run_page(view="near")
    assert any("no manifest" in text.value for text in page.text)
    assert {item["scene"] for item in sent(page)[0]["items"]} == {""}
    assert not [box for box in page.selectbox if box.key == "images_scene"]


@pytest.mark.parametrize("broken", ["manifest", "boxes", "review"])
def test_a_broken_file_is_named_and_the_images_still_listed(home, broken):
    store("naive")
    store_tiles(home)
    path = {"manifest": manifest_path, "boxes": boxes_path, "review": review_path}[broken]("e")
    path.write_text(HOSTILE)
    page = run_page(view="near")
    assert any(f"{broken}.csv" in text.value for text in page.text)
    assert len(sent(page)[0]["items"]) == 48


def test_a_broken_run_is_named_beside_the_whole_ones():
    store("naive")
    folder = run_folder("e", HOSTILE, 0)
    folder.mkdir(parents=True)
    (folder / "validation.parquet").write_bytes(b"")
    page = run_page()
    assert any("cannot be read" in text.value for text in page.text)
    assert [s["name"] for s in sent(page)[0]["strategies"]] == ["naive"]


@pytest.mark.parametrize(
    "url",
    [
        {"view": "?", "cell": "x", "strategy": "nobody", "against": "naive", "page": "-3"},
        {"view": "flips", "strategy": "naive", "against": "naive", "page": "99999999999"},
        {"scene": HOSTILE, "threshold": "nan", "page": "1e9", "marked": "?"},
    ],
)
def test_a_url_that_makes_no_sense_shows_the_defaults(home, url):
    store("naive", "focal_loss")
    store_tiles(home)
    setup, _ = sent(run_page(**url))
    assert setup["n_images"] > 0


def test_where_other_images_are_compared_the_pages_begin_anew():
    store("naive", "focal_loss")
    page = run_page(view="near", page="3")
    assert sent(page)[0]["page"] == 2
    page.selectbox(key="fold").set_value("1").run()
    assert sent(page)[0]["page"] == 0
    assert "page" not in page.query_params


def test_an_asked_page_beyond_the_last_is_the_last():
    store("naive")
    setup, _ = sent(run_page(view="near", page="500"))
    assert (setup["page"], setup["n_pages"]) == (6, 7)
    assert len(setup["items"]) == 2 * N - 6 * 48
