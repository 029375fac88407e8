from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.collection.desk import shared_desk
from core.collection.labels import append_label, labels_path, load_labels
from core.datasets.manifest import manifest_path
from core.home import data_folder
from core.inference.score_jobs import shared_jobs
from tests.gathered_images import gather, picture, store_scored, write_rows

PAGE = Path(__file__).parents[2] / "pages" / "label.py"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    shared_jobs.cache_clear()
    shared_desk.cache_clear()  # else the images are still on the screens of other tests
    return tmp_path


def open_page(**query):
    page = AppTest.from_file(PAGE, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def words(page):
    kinds = (page.markdown, page.text, page.info, page.error, page.caption, page.warning)
    return " ".join(element.value for kind in kinds for element in kind)


def queue(page):
    """Names of the pictures that were sent to the browser."""
    return list(page.session_state["desk"]["sent"])


def test_without_images_it_says_how_to_get_some():
    page = open_page()
    assert "python -m core collect" in words(page)
    assert "data/EXPERIMENT/images/" in words(page)


def test_without_scores_the_order_is_random_and_the_page_offers_to_score():
    gather()
    store_scored()
    page = open_page()
    assert page.button_group(key="order").value == "random"
    assert "has not scored these images yet" in words(page)
    assert "Score 20 images" in page.button(key="score_missing").label


def test_without_any_model_images_can_be_labelled_in_random_order():
    names = gather()
    page = open_page(order="highest")
    assert set(queue(page)) < set(names)
    assert "Without scores the order is random" in words(page)


def test_with_scores_the_highest_comes_first():
    names = gather()
    store_scored("mine", {name: 0.001 + k / 20 for k, name in enumerate(names)})
    page = open_page()
    assert page.button_group(key="order").value == "highest"
    assert set(queue(page)) == set(names[-8:])
    page.button_group(key="order").set_value("nearest").run()
    assert page.query_params["order"] == "nearest"
    assert set(queue(page)) == set(names[6:14])


def test_progress_counts_every_class():
    names = gather()
    for name, label in zip(names, ("graffiti", "no_graffiti", "unsure", "unsure"), strict=False):
        append_label("mine", name, label, "Ann")
    page = open_page()
    assert [metric.value for metric in page.metric] == ["1", "1", "2"]
    assert not set(queue(page)) & set(names[:4])


def test_the_agreement_leaves_out_what_was_unsure():
    names = gather()
    store_scored("mine", {name: 0.9 if k < 3 else 0.1 for k, name in enumerate(names)})
    for name, label in zip(
        names, ("graffiti", "no_graffiti", "unsure", "no_graffiti"), strict=False
    ):
        append_label("mine", name, label, "Ann")
    said = words(open_page())
    assert "agrees with the labels on **2 of 3**" in said
    assert "flags 1 of 1 with graffiti and 1 of 2 without" in said


def test_no_guess_is_told_before_an_answer():
    names = gather()
    store_scored("mine", dict.fromkeys(names, 0.9))
    said = words(open_page())
    assert "its guess shows after each answer" in said
    assert "0.900" not in said


def test_a_folder_of_pictures_without_classes_is_offered_and_an_imported_one_is_not():
    for name in ("bare", "imported"):
        folder = data_folder(name) / "images"
        folder.mkdir(parents=True)
        picture(1).save(folder / "a.png")
    manifest_path("imported").write_text("image,label,scene,fold\na.png,1,a,0\n")
    page = open_page()
    assert page.selectbox(key="images").options == ["bare"]
    assert queue(page) == ["a.png"]


def test_images_that_cannot_be_shown_are_named_and_the_next_ones_are():
    names = gather()
    store_scored("mine", {name: 1 - k / 20 for k, name in enumerate(names)})
    for name in names[:3]:
        (data_folder("mine") / "images" / name).write_bytes(b"no")
    page = open_page()
    assert set(queue(page)) == set(names[3:11])
    assert "3 images cannot be shown" in page.expander[0].label
    assert "is not a picture" in page.text[0].value


def test_when_every_image_is_labelled_nothing_is_asked():
    for name in gather(n=3):
        append_label("mine", name, "unsure", "Ann")
    page = open_page()
    assert queue(page) == []
    assert [metric.value for metric in page.metric] == ["0", "0", "3"]


def test_a_broken_table_of_labels_is_answered_with_its_line():
    gather()
    labels_path("mine").write_text("image,label,person,at\na.jpg,yes,Ann,now\n")
    page = open_page()
    assert "cannot be labelled" in page.error[0].value
    assert "line 2" in page.text[0].value


def test_nothing_gathered_yet_is_said():
    write_rows("mine", [])
    assert "Nothing is gathered here yet" in words(open_page())


def test_opening_the_page_labels_nothing():
    gather()
    open_page()
    assert load_labels("mine").empty
