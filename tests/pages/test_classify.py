import asyncio
import csv
import io
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from core.errors import RaresightError
from core.inference.decode import MAX_BYTES
from core.inference.feedback import feedback_path
from core.inference.library import ModelLibrary, shared_library
from core.runs.paths import model_path
from tests.tiny_models import (
    red_network,
    store_model,
    store_predictions,
    store_tiled_manifest,
    street_photo,
)

PAGE = Path(__file__).parents[2] / "pages" / "classify.py"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        for strategy, gain in (("naive", 8.0), ("class_weights", 16.0)):
            store_model("street", strategy, red_network(gain))
            store_predictions("street", strategy)
        store_tiled_manifest("street")
    return home


@pytest.fixture
def home(stored, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(stored))
    return stored


@pytest.fixture
def empty_home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def png(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


PHOTO = ("street.png", png(street_photo()), "image/png")
RED = ("red.png", png(np.full((64, 64, 3), (255, 0, 0), np.uint8)), "image/png")
BLACK = ("black.png", png(np.zeros((64, 64, 3), np.uint8)), "image/png")
BAD = ("bad.jpg", b"hello", "image/jpeg")


def open_page(*files, strategy="naive"):
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params["strategy"] = strategy
    page = page.run()
    if files:
        page.file_uploader[0].set_value(list(files)).run()
    assert not page.exception
    return page


def words(page):
    kinds = (page.header, page.markdown, page.text, page.info, page.error, page.caption)
    return " ".join(element.value for kind in kinds for element in kind)


def test_an_empty_store_says_how_to_fill_it(empty_home):
    assert "No stored runs yet" in words(open_page())


def test_an_experiment_without_models_says_that_nothing_can_be_classified(empty_home):
    store_predictions("e", "naive")
    assert "No strategy of this experiment has a stored model" in words(open_page())


def test_a_photo_is_scanned_and_the_verdict_comes_first(home):
    page = open_page(PHOTO)
    assert "Graffiti" in page.header[0].value
    said = words(page)
    assert "scores it **0.98" in said
    assert "above the threshold 0.500" in said
    assert "of its 35 tiles are flagged, highest first: 35, " in said
    assert "validation tiles that scored about this" in said


def test_a_square_picture_is_scored_whole_and_the_user_can_switch(home):
    page = open_page(RED)
    assert "tiles are flagged" not in words(page)
    page.button_group(key="way").set_value("tiles").run()
    assert "of its 25 tiles are flagged" in words(page)


def test_every_strategy_is_shown_with_its_verdict(home):
    table = open_page(BLACK).dataframe[0].value
    assert table["Strategy"].tolist() == ["naive", "class_weights"]
    assert table["Verdict"].tolist() == ["No graffiti"] * 2
    assert table["Score"].tolist() == pytest.approx([1 / (1 + np.exp(4)), 1 / (1 + np.exp(8))])


def test_moving_the_threshold_decides_anew_without_the_models(home, monkeypatch):
    page = open_page(PHOTO)
    score = float(page.dataframe[0].value["Score"][0])

    def refuse(*_, **__):
        raise AssertionError("the models ran again")

    monkeypatch.setattr(ModelLibrary, "score", refuse)
    page.slider(key="own_threshold").set_value(0.999).run()
    assert not page.exception
    assert "No graffiti" in page.header[0].value
    assert f"{0.999 - score:.3f} below the threshold 0.999" in words(page)
    assert page.query_params["overrides"] == "naive:0.999"
    page.slider(key="review_band").set_value(0.5).run()
    assert "Not sure" in page.header[0].value


def test_the_threshold_is_the_one_of_compare(home):
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params["threshold"] = "0.990"
    page.query_params["overrides"] = "class_weights:0.250"
    page.run().file_uploader[0].set_value([PHOTO]).run()
    assert page.dataframe[0].value["Threshold"].tolist() == [0.99, 0.25]


def test_several_files_are_a_table_and_a_bad_one_is_a_row_with_its_reason(home):
    page = open_page(BLACK, BAD, RED)
    table = page.dataframe[0].value
    assert table["Name"].tolist() == ["black.png", "bad.jpg", "red.png"]
    assert table["Verdict"].tolist() == ["No graffiti", "Not read", "Graffiti"]
    assert "is not a picture" in table["Remark"][1]
    assert "1 of 2 pictures with graffiti**; 1 could not be read" in words(page)
    assert "Graffiti" in page.header[0].value, "the highest score is looked at first"


def test_of_an_animation_the_page_says_that_one_picture_counts(home):
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "black")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    assert "only the first counts" in words(open_page(("a.gif", buffer.getvalue(), "image/gif")))


def test_one_bad_file_is_a_plain_sentence(home):
    said = words(open_page(BAD))
    assert "This file could not be read." in said
    assert "bad.jpg is not a picture" in said


def test_a_name_with_path_parts_or_markup_is_only_text(home):
    page = open_page(("../../<img src=x onerror=alert(1)>.jpg", b"hello", "image/jpeg"))
    assert "<img src=x onerror=alert(1)>.jpg is not" in " ".join(t.value for t in page.text)
    assert "<img" not in " ".join(m.value for m in page.markdown)


def test_a_model_that_goes_while_pictures_are_scored_is_a_sentence(home, monkeypatch):
    def gone(*_, **__):
        raise RaresightError("run.json is missing.")

    page = open_page()
    monkeypatch.setattr(ModelLibrary, "score", gone)
    page.file_uploader[0].set_value([RED]).run()
    assert not page.exception
    assert "could not be scored" in words(page)
    assert "run.json is missing." in words(page)


def test_two_hundred_files_at_once_are_all_answered(home):
    files = [(f"{k}.png", RED[1] if k % 2 else b"", "image/png") for k in range(200)]
    table = open_page(*files).dataframe[0].value
    assert table["Verdict"].value_counts().to_dict() == {"Graffiti": 100, "Not read": 100}


def test_why_shows_both_maps(home):
    page = open_page(PHOTO)
    page.button_group(key="way").set_value("whole").run()
    page.toggle(key="why").set_value(True).run()
    assert not page.exception
    assert "The two maps" in words(page)


def test_a_model_that_is_not_the_recorded_one_is_named_and_the_others_work(empty_home):
    for strategy in ("naive", "[wrong](x)"):
        store_predictions("street", strategy)
    store_model("street", "naive")
    store_model("street", "[wrong](x)", model_sha256="0" * 64)
    page = open_page(RED, strategy="[wrong](x)")
    assert [e.label for e in page.expander] == [r"\[wrong\]\(x\) cannot classify"]
    assert "is not loaded" in words(page)
    assert page.selectbox(key="decider").options == ["naive"]
    assert "Graffiti" in page.header[0].value


def test_a_model_refused_while_a_picture_waits_is_named_at_once(empty_home):
    for strategy in ("naive", "wrong"):
        store_predictions("street", strategy)
        store_model("street", strategy)
    page = open_page()
    changed = model_path("street", "wrong")
    changed.write_bytes(changed.read_bytes() + b"\0")
    busy = threading.Thread(target=shared_library().run, args=(lambda: time.sleep(1),))
    busy.start()  # the models load after that
    page.file_uploader[0].set_value([RED]).run()
    busy.join()
    assert [e.label for e in page.expander] == ["wrong cannot classify"]


def test_a_model_without_stored_predictions_scores_but_claims_nothing(empty_home):
    store_predictions("street", "naive")
    store_model("street", "naive")
    store_model("street", "new")
    said = words(open_page(RED, strategy="new"))
    assert "no stored validation images" in said
    assert "scores it" in said


def test_that_is_wrong_keeps_the_answer_and_not_the_picture(home):
    page = open_page(RED)
    page.radio[0].set_value(0)
    page.button[0].click().run()
    assert not page.exception
    assert "your answer is kept" in page.success[0].value
    with feedback_path().open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["strategy"], row["verdict"], row["label"], row["picture"]) == (
        "naive", "graffiti", "0", "",
    )  # fmt: skip
    assert not (home / "data" / "feedback").exists()


def test_nothing_of_an_upload_is_left_when_it_is_taken_away(home):
    page = open_page(RED, BLACK)
    assert len(page.session_state["scored"]) == 2
    page.file_uploader[0].set_value([RED]).run()
    assert len(page.session_state["scored"]) == 1
    page.file_uploader[0].set_value([]).run()
    assert not [key for key in ("scored", "pixels", "maps") if key in page.session_state]
    before = {path for path in home.rglob("*") if path.is_file()}
    assert not [path for path in before if path.suffix in {".png", ".jpg"}]


def received(content):
    """What the server's form reader, Starlette's, hands on of an uploaded file."""
    edge = b"--edge\r\n"
    head = b'Content-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\n'
    body = edge + head + content + b"\r\n--edge--\r\n"

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def read():
        headers = [(b"content-type", b"multipart/form-data; boundary=edge")]
        request = Request({"type": "http", "method": "PUT", "headers": headers}, receive)
        async with request.form() as form:
            return await form["f"].read()

    return asyncio.run(read())


def test_an_upload_of_the_largest_size_is_not_laid_in_a_file_as_it_comes_in(home, monkeypatch):
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    open_page()
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: pytest.fail("it is on the disk"))
    assert received(bytes(MAX_BYTES)) == bytes(MAX_BYTES)


def test_an_example_is_classified_by_its_button(home):
    page = open_page()
    page.button_group(key="picture_source").set_value("Examples").run()
    page.button[0].click().run()
    assert not page.exception
    assert page.header
    assert page.button[0].disabled


def test_the_library_is_one_for_all_visitors(home):
    assert shared_library() is shared_library()
