import csv
import io
import shutil

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import CHROMIUM_FLAGS, dashboard
from tests.tiny_models import (
    red_network,
    store_model,
    store_predictions,
    store_tiled_manifest,
    street_photo,
)

FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
TIMEOUT_MS = 30_000  # the first upload waits for TensorFlow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        for strategy, gain in (("naive", 8.0), ("class_weights", 16.0)):
            store_model("street-photos", strategy, red_network(gain))
            store_predictions("street-photos", strategy)
        store_tiled_manifest("street-photos")
    with dashboard(home) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS + FAKE_CAMERA
        )
        yield browser
        browser.close()


@pytest.fixture
def page(address, browser):
    page = browser.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(address)  # a link to another page works once the first one was opened
    page.get_by_role("link", name="Classify").click()
    page.get_by_test_id("stFileUploader").wait_for()
    yield page
    page.close()


def encoded(pixels, kind="PNG", **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def upload(page, **files):
    given = [{"name": n, "mimeType": "image/png", "buffer": data} for n, data in files.items()]
    page.locator("input[type=file]").set_input_files(given)


def verdict(page, words):
    expect(page.get_by_role("heading", level=2).first).to_contain_text(words, timeout=TIMEOUT_MS)


def lying_photo():
    """A 12-megapixel JPEG that is upright only when its EXIF rotation is applied."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(np.rot90(street_photo(3024, 4032)), "JPEG", exif=exif)


def test_a_photo_of_12_megapixels_is_turned_scanned_and_decided_anew_at_once(page):
    upload(page, **{"street.jpg": lying_photo()})
    verdict(page, "Graffiti")
    expect(page.get_by_text("highest first: 35,")).to_be_visible()
    page.get_by_role("slider", name="Threshold").press("End")
    verdict(page, "No graffiti")
    expect(page.get_by_text("below the threshold 1.000")).to_be_visible()
    assert "overrides=" in page.url


def test_the_pickers_stand_in_line_and_the_verdict_shows_without_scrolling(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    upload(page, **{"street.png": encoded(street_photo())})
    verdict(page, "Graffiti")
    tops = [
        page.get_by_text(label, exact=True).bounding_box()["y"]
        for label in ("Experiment", "Strategy that decides", "How")
    ]
    assert max(tops) - min(tops) <= 2
    sentence = page.get_by_text("tiles are flagged").bounding_box()
    assert sentence["y"] + sentence["height"] <= 800


def test_a_click_on_a_tile_asks_why_of_that_tile(page):
    upload(page, **{"street.png": encoded(street_photo())})
    page.get_by_text("Why does tile 35 score").wait_for()
    page.locator(".js-plotly-plot .scatterlayer .point").nth(28).click(force=True)
    page.get_by_text("Why does tile 29 score").wait_for()
    page.get_by_text("Why does tile 29 score").click()
    page.get_by_text("Grad-CAM: what speaks for graffiti").wait_for()


def test_that_is_wrong_keeps_the_answer_and_the_picture_where_the_user_ticks_that(page, home):
    upload(page, **{"street.png": encoded(street_photo())})
    page.get_by_role("button", name="That is wrong").click()
    page.get_by_text("There is no graffiti").click()
    page.get_by_text("Keep the picture too").click()
    page.wait_for_timeout(500)  # the page runs anew, and the form must stay open meanwhile
    page.get_by_role("button", name="Send").click(timeout=5_000)
    page.get_by_text("your answer is kept").wait_for()
    with (home / "data" / "feedback.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["label"], row["verdict"]) == ("0", "graffiti")
    kept = np.asarray(Image.open(home / "data" / row["picture"]))
    np.testing.assert_array_equal(kept, street_photo())


def test_the_camera_gives_a_picture(page):
    page.get_by_role("radio", name="Camera").click()
    page.wait_for_function("(document.querySelector('video') || {}).videoWidth > 0")
    page.get_by_role("button", name="Take Photo").click()
    page.get_by_text("What every strategy says").wait_for()


def test_several_files_download_as_csv_with_names_that_run_nothing(page):
    red = encoded(np.full((64, 64, 3), (255, 0, 0), np.uint8))
    upload(page, **{"=cmd().png": red, "<img src=x onerror=alert(1)>.png": red, "bad.png": b"no"})
    expect(page.get_by_text("2 of 2 pictures with graffiti; 1 could not be read.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_text("Download as CSV").click()
    with open(download.value.path(), newline="", encoding="utf-8") as file:  # noqa: PTH123
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [
        "'=cmd().png", "<img src=x onerror=alert(1)>.png", "bad.png",
    ]  # fmt: skip
    assert [row["verdict"] for row in rows] == ["graffiti", "graffiti", "not read"]
    assert float(rows[0]["score"]) == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-4)
    assert "is not a picture" in rows[2]["remark"]
    assert page.locator("img[src=x]").count() == 0


def test_a_file_that_is_no_picture_is_answered_with_a_sentence(page):
    upload(page, **{"notes.jpg": b"<html>hello</html>"})
    expect(page.get_by_text("notes.jpg is not a picture")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
