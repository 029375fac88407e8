import time

import pytest
from playwright.sync_api import expect

from core.collection.labels import labels_path, load_labels
from tests.browser.server import chromium, dashboard
from tests.gathered_images import gather, store_scored

N = 24
HOSTILE = "<img src=x onerror=alert({})>.png"
WAIT_S = 15
PRESS = """key => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  return document.querySelector(".labeller .picture").src;
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        yield home


@pytest.fixture(scope="module")
def address(home):
    with dashboard(home) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def experiment(home, request):
    """Gather images for one test; the first has the highest score, the next the next, ..."""
    name = request.node.name.removeprefix("test_")[:40]
    names = gather(name, n=N)
    store_scored(name, {image: (N - k) / (N + 1) for k, image in enumerate(names)})
    return name


@pytest.fixture
def opened(address, browser):
    pages = []

    def open_page(experiment, **options):
        page = browser.new_page(**options)
        pages.append(page)
        page.goto(f"{address}/label?images={experiment}")
        expect(page.get_by_test_id("labeller").locator(".picture")).to_be_visible(timeout=30_000)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        return page

    yield open_page
    for page in pages:
        page.close()


def shown(page):
    return page.locator(".labeller .picture").get_attribute("alt")


def rows_of(experiment):
    path = labels_path(experiment)
    return path.read_text().splitlines()[1:] if path.is_file() else []


def wait_for_rows(experiment, n):
    end = time.monotonic() + WAIT_S
    while len(rows_of(experiment)) < n and time.monotonic() < end:
        time.sleep(0.02)
    assert len(rows_of(experiment)) == n
    return rows_of(experiment)


def said(experiment):
    return load_labels(experiment).set_index("image")["label"].to_dict()


def test_keys_answer_and_the_guess_shows_only_then(opened, experiment):
    page = opened(experiment)
    assert shown(page) == "000.jpg"
    assert "scored it" not in page.locator("body").inner_text()
    page.keyboard.press("g")
    expect(page.get_by_test_id("last")).to_contain_text("You said graffiti. naive scored it 0.960")
    expect(page.get_by_test_id("last")).to_contain_text("it agrees")
    page.keyboard.press("n")
    expect(page.get_by_test_id("last")).to_contain_text("it disagrees")
    page.keyboard.press("U")
    expect(page.get_by_test_id("last")).to_contain_text("You said unsure.")
    expect(page.get_by_text("3 of 24 labelled")).to_be_visible()
    expect(page.get_by_text("agrees with the labels on 1 of 2")).to_be_visible()
    assert said(experiment) == {
        "000.jpg": "graffiti",
        "001.jpg": "no_graffiti",
        "002.jpg": "unsure",
    }
    assert shown(page) == "003.jpg"


def test_a_key_answers_once_and_the_next_image_is_there_before_the_server_answers(
    opened, experiment
):
    page = opened(experiment)
    first = page.locator(".labeller .picture").get_attribute("src")
    assert page.evaluate(PRESS, "g") != first
    page.keyboard.down("n")
    for _ in range(5):
        page.keyboard.down("n")  # what a keyboard sends while a key is held
    page.keyboard.up("n")
    page.keyboard.press("Control+n")
    expect(page.get_by_text("2 of 24 labelled")).to_be_visible()
    assert shown(page) == "002.jpg"
    page.reload()
    expect(page.get_by_text("2 of 24 labelled")).to_be_visible(timeout=30_000)


def test_fast_keys_lose_no_answer_and_answer_no_image_twice(opened, experiment):
    page = opened(experiment)
    keys = "gnugngnnugnngnug"
    for key in keys:
        before = shown(page)
        page.keyboard.press(key)
        # As soon as there is another picture; what is asked of none at all is no answer.
        page.wait_for_function(
            "name => !['', name].includes(document.querySelector('.labeller .picture').alt)",
            arg=before,
        )
    rows = [row.split(",")[:2] for row in wait_for_rows(experiment, len(keys))]
    words = {"g": "graffiti", "n": "no_graffiti", "u": "unsure"}
    assert rows == [[f"{k:03}.jpg", words[key]] for k, key in enumerate(keys)]


def test_backspace_takes_back_answer_after_answer(opened, experiment):
    page = opened(experiment)
    for key in "ggn":
        page.keyboard.press(key)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page.locator(".labeller .picture")).to_have_attribute("alt", "001.jpg")
    expect(page.get_by_text("1 of 24 labelled")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("2 of 24 labelled")).to_be_visible()
    assert said(experiment) == {"000.jpg": "graffiti", "001.jpg": "unsure"}
    assert shown(page) == "002.jpg"


def test_a_name_that_is_typed_answers_nothing_and_signs_what_follows(opened, experiment):
    page = opened(experiment)
    field = page.get_by_role("textbox", name="Your name")
    field.click()
    page.keyboard.type("gunnar")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    assert shown(page) == "000.jpg"
    assert not labels_path(experiment).exists()
    page.get_by_role("button", name="Unsure").click()
    [row] = wait_for_rows(experiment, 1)
    assert row.split(",")[1:3] == ["unsure", "gunna"]


def test_two_people_at_once_see_different_images_and_lose_no_answer(opened, experiment):
    ann, bob = opened(experiment), opened(experiment)
    assert shown(ann) != shown(bob)
    for _ in range(5):
        for page in (ann, bob):
            before = shown(page)
            page.keyboard.press("n")
            expect(page.locator(".labeller .picture")).not_to_have_attribute("alt", before)
    rows = wait_for_rows(experiment, 10)
    assert len({row.split(",")[0] for row in rows}) == 10
    assert len({row.split(",")[2] for row in rows}) == 2
    ann.keyboard.press("Backspace")
    wait_for_rows(experiment, 11)
    assert len(said(experiment)) == 9


def test_a_thumb_on_a_phone_is_enough(opened, experiment):
    page = opened(experiment, viewport={"width": 400, "height": 800}, has_touch=True)
    for name in ("Graffiti", "No graffiti", "Unsure"):
        button = page.locator(f".labeller button:has-text('{name}')").first
        assert button.bounding_box()["height"] >= 44
        button.tap()
    wait_for_rows(experiment, 3)
    page.get_by_role("button", name="Undo").tap()
    wait_for_rows(experiment, 4)
    assert len(said(experiment)) == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_names_that_are_markup_are_text(opened, home):
    names = gather("hostile", n=3, name=HOSTILE)
    store_scored("hostile", {names[0]: 0.9, names[1]: 0.8})
    page = opened("hostile")
    assert shown(page) == names[0]
    for key in "gng":
        page.keyboard.press(key)
    expect(page.locator(".labeller .wait")).to_have_text(
        "Every image is labelled. Backspace takes back your latest answer."
    )
    assert set(said("hostile")) == set(names)
    assert page.locator("img[src=x]").count() == 0
