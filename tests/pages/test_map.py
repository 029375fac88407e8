import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.collection.gathered import gathered_path
from core.collection.labels import append_label
from core.home import data_folder
from core.inference.score_jobs import shared_jobs
from core.inference.score_store import scores_path
from core.metrics.counts import confusion_counts
from core.metrics.rogan_gladen import corrected_share
from core.runs.paths import model_path, run_folder
from core.runs.predictions import load_predictions_file
from tests.gathered_images import CITIES, gather, row, store_scored, write_rows

PAGE = Path(__file__).parents[2] / "pages" / "map.py"
AURORA, BOSTON = (city for city, _, _ in CITIES)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    shared_jobs.cache_clear()
    return tmp_path


def open_page(**query):
    page = AppTest.from_file(PAGE, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def words(page):
    kinds = (page.markdown, page.text, page.info, page.error, page.caption, page.subheader)
    return " ".join(element.value for kind in kinds for element in kind)


def shares(page):
    return page.dataframe[0].value.set_index("City")


def stored(n=20):
    """Even images are of Aurora, odd ones of Boston; the first four of each are above 0.5."""
    names = gather(n=n)
    store_scored("mine", {name: 0.9 if k < 8 else 0.1 for k, name in enumerate(names)})
    return names


def test_without_images_it_says_how_to_gather():
    assert "python -m core collect" in words(open_page())


def test_without_a_model_it_says_how_to_train():
    gather()
    assert "python -m core train" in words(open_page())


def test_every_city_stands_on_the_map_and_in_the_table():
    stored()
    page = open_page()
    table = shares(page)
    assert table.index.tolist() == ["All cities", AURORA, BOSTON]
    assert table["Images"].tolist() == [20, 10, 10]
    assert table["Flagged"].tolist() == pytest.approx([40, 40, 40])
    [spec] = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    assert {name for trace in spec["data"] for name in trace.get("customdata", [])} == {
        AURORA,
        BOSTON,
    }


def test_the_corrected_share_uses_what_the_strategy_did_on_its_validation_images():
    stored()
    frame = load_predictions_file(run_folder("street", "naive", 0))
    validated = confusion_counts(frame["y_true"].to_numpy(), frame["y_score"].to_numpy(), 0.5)
    expected = corrected_share(4, 10, validated)
    found = shares(open_page()).loc[AURORA]
    assert found["Corrected"] == pytest.approx(100 * expected.share)
    assert found["Corrected, 95 %"] == f"{100 * expected.low:.1f} to {100 * expected.high:.1f}"


def test_the_threshold_is_the_one_of_compare_and_moves_it():
    stored()
    page = open_page(threshold="0.950")
    assert shares(page)["Flagged"].tolist() == [0, 0, 0]
    page.slider(key="decides_at").set_value(0.05).run()
    assert shares(page)["Flagged"].tolist() == [100, 100, 100]
    assert page.query_params["overrides"] == "naive:0.050"


def test_no_better_than_chance_corrects_nothing_and_says_so():
    stored()
    page = open_page(threshold="1.000")
    assert shares(page)["Corrected"].isna().all()
    assert "No better than chance" in words(page)


def test_a_city_chosen_shows_its_images_highest_score_first():
    names = stored()
    page = open_page(city=AURORA)
    assert page.subheader[0].value == AURORA
    pictures = page.get("image")
    assert len(pictures) == 10
    said = [caption.value for caption in page.caption if caption.value[0] in "01"]
    assert said == ["0.900 :orange[flagged]"] * 4 + ["0.100"] * 6
    append_label("mine", names[0], "graffiti", "Ann")
    assert "labelled graffiti" in words(open_page(city=AURORA))


def test_flagged_and_labelled_images_can_be_seen_alone():
    names = stored()
    append_label("mine", names[18], "no_graffiti", "Ann")
    page = open_page(city=AURORA)
    page.button_group(key="city_filter").set_value("flagged").run()
    assert len(page.get("image")) == 4
    page.button_group(key="city_filter").set_value("labelled").run()
    assert len(page.get("image")) == 1


def test_many_images_come_in_pages():
    gather(n=80)
    store_scored()
    assert len(open_page(city=AURORA).get("image")) == 24


def test_the_share_people_saw_stands_beside_what_the_model_flags():
    names = stored()
    assert "Graffiti" not in shares(open_page())
    for k, name in enumerate(names[:8]):
        append_label("mine", name, ("graffiti", "no_graffiti", "unsure", "unsure")[k % 4], "Ann")
    table = shares(open_page())
    assert table.loc["All cities", ["Labelled", "Graffiti"]].tolist() == [4, 50]
    assert table.loc[AURORA, ["Labelled", "Graffiti"]].tolist() == [2, 100]
    assert table.loc[BOSTON, "Graffiti, 95 %"] == "0.0 to 65.8"


def test_images_without_scores_are_counted_and_can_be_scored():
    names = gather()
    store_scored("mine", {names[0]: 0.9})
    model_path("street", "naive").write_bytes(b"another model")
    page = open_page()
    assert "has not scored 19 of 20 images yet" in words(page)
    page.button(key="score_missing").click().run()
    assert not page.exception
    page.run()
    while "could not be scored" not in words(page):
        page.run()
    assert "is not the model that made the stored predictions" in words(page)


@pytest.mark.parametrize("broken", ["gathered", "scores", "labels"])
def test_a_broken_file_is_answered_with_its_sentence(broken):
    stored()
    path = {
        "gathered": gathered_path("mine"),
        "scores": scores_path("mine"),
        "labels": data_folder("mine") / "labels.csv",
    }[broken]
    path.write_text("no\n1,2\n")
    page = open_page()
    assert "cannot be shown" in page.error[0].value
    assert str(path) in page.text[0].value


def test_a_picture_that_is_gone_leaves_the_others():
    names = stored()
    (data_folder("mine") / "images" / names[0]).unlink()
    page = open_page(city=AURORA)
    assert len(page.get("image")) == 9
    assert "cannot be read" in words(page)


def test_nothing_gathered_yet_is_said():
    write_rows("mine", [])
    store_scored()
    assert "Nothing is gathered here yet" in words(open_page())


def test_a_city_with_markup_for_a_name_is_text():
    names = gather(n=4)
    bad = "<img src=x onerror=alert(1)>"
    write_rows("mine", [row(name, bad, 40.0, -100.0) for name in names])
    store_scored("mine", dict.fromkeys(names, 0.9))
    page = open_page(city=bad)
    assert shares(page).index.tolist() == ["All cities", bad]
    assert bad not in page.subheader[0].value


def test_an_unknown_city_of_a_link_is_no_city():
    stored()
    assert "Click a city" in words(open_page(city="Atlantis"))
