import re

import numpy as np
import pandas as pd
import pytest

from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from tests.browser.board import numbers, open_board, read, type_threshold
from tests.browser.made_up import NAMES, store_runs
from tests.browser.server import chromium, dashboard

HOSTILE = "<img src=x onerror=alert(1)>"
SMALL = {"n": 400, "n_folds": 2}


@pytest.fixture(scope="module")
def dashboards(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        store_runs(9, experiment="nine", **SMALL)
        store_runs(12, experiment="twelve", **SMALL)
        store_runs(1, experiment="one", **SMALL)
        store_runs(names=("naive", HOSTILE), experiment="hostile", **SMALL)
        store_runs(2, experiment="broken", **SMALL)
        broken = run_folder("broken", HOSTILE, 0)
        broken.mkdir(parents=True)
        (broken / "validation.parquet").write_bytes(b"no parquet")
        y_true = np.array([1] * 20 + [0] * 380, dtype=np.int8)
        frame = pd.DataFrame({"image": map(str, range(400)), "y_true": y_true, "y_score": 0.0})
        for name in ("naive", "focal_loss"):
            write_predictions(run_folder("quiet", name, 0), frame)
        write_predictions(run_folder("clean", "naive", 0), frame.assign(y_true=np.int8(0)))
        with dashboard(home) as address, chromium() as browser:
            yield browser.new_context(), address


@pytest.fixture
def open_at(dashboards):
    context, address = dashboards
    pages = []

    def open_at(experiment, *, width=1280, height=800, scheme="light", **choices):
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        return open_board(page, address, experiment=experiment, **choices)

    yield open_at
    for page in pages:
        page.close()


def bottom(locator):
    box = locator.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("experiment", ["nine", "twelve"])
def test_the_first_screen_shows_handle_matrices_and_curves_whole(open_at, experiment):
    page = open_at(experiment)
    cards = page.locator("[data-card]")
    assert cards.count() == {"nine": 9, "twelve": 12}[experiment]
    assert len(read(page)) == cards.count()
    for part in (page.get_by_test_id("threshold"), page.locator(".cards"), page.locator(".plot")):
        assert bottom(part) <= 800


def test_a_single_strategy_is_its_own_baseline(open_at):
    page = open_at("one")
    assert read(page)["naive"]["difference"][1] == "baseline"
    page.get_by_text("One strategy alone has nothing to differ from").wait_for()


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_text_stands_out_in_both_themes(open_at, scheme, dark):
    page = open_at("nine", scheme=scheme)
    assert page.get_by_test_id("board").get_attribute("data-theme") == scheme
    for selector in ("[data-cell] b", ".live td", ".references td", ".saying", ".name"):
        text, ground = page.locator(selector).first.evaluate(COLOURS)
        assert (luminance(ground) < 0.5) is dark
        light, dim = sorted((luminance(text), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dim + 0.05) >= 4.5, selector


# The colour of a text, and all grounds below it laid over each other.
COLOURS = """(node) => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const grounds = [];
  for (let n = node; n; n = n.parentElement) grounds.unshift(getComputedStyle(n).backgroundColor);
  const paint = (colour) => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); };
  const pixel = () => [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  grounds.forEach(paint);
  const ground = pixel();
  paint(getComputedStyle(node).color);
  return [pixel(), ground];
}"""


def luminance(rgb):
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in np.array(rgb) / 255
    ]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def test_a_phone_shows_everything_without_scrolling_sideways(open_at):
    page = open_at("twelve", width=400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.locator('[data-testid="stMain"]').evaluate("node => node.scrollWidth") <= 400
    pills = page.locator('button[data-variant="pills"]')
    assert pills.count() == 12
    for button in [*pills.all(), *page.locator("[data-mode]").all()]:
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 400
    page.locator("[data-card]").last.scroll_into_view_if_needed()
    page.mouse.move(200, 500)
    page.mouse.wheel(0, 500)
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 500")
    assert 0 <= page.get_by_test_id("threshold").bounding_box()["y"] <= 300  # still in reach


def test_a_strategys_name_is_text_whatever_is_written_in_it(open_at):
    page = open_at("hostile")
    page.locator(".live tr", has_text=HOSTILE).wait_for()
    page.locator("[data-card] header", has_text=HOSTILE).wait_for()
    page.get_by_role("button", name=HOSTILE, exact=True).wait_for()
    own = page.locator('[data-testid="own-threshold"]').nth(1)
    own.fill("0.4")
    own.press("Enter")
    assert numbers(page, "threshold") == {"naive": 0.5, HOSTILE: 0.4}
    page.get_by_role("link", name="Curves").click()
    page.locator(".js-plotly-plot").first.wait_for()
    assert page.locator('img[src="x"]').count() == 0
    assert page.dialogs == []


def test_where_nothing_is_flagged_the_undefined_is_a_dash(open_at):
    page = open_at("quiet")
    naive = read(page)["naive"]
    assert naive["tp"] == ["0", "0.0 %"]
    assert naive["precision"] == ["NaN", "–"]  # noqa: RUF001
    assert naive["mcc"][1] == "–"  # noqa: RUF001
    assert naive["f1"][1] == "0.000"
    type_threshold(page, "0")
    assert read(page)["naive"]["tp"] == ["20", "100.0 %"]


def test_without_any_graffiti_no_threshold_is_the_best(open_at):
    page = open_at("clean")
    naive = read(page)["naive"]
    assert [naive[name][1] for name in ("recall", "f1")] == ["–", "–"]  # noqa: RUF001
    assert naive["tn"] == ["400", "100.0 %"]
    assert page.locator(".plot .marker").count() == 1
    assert page.locator(".plot .ring").count() == 0


def test_a_broken_run_is_named_and_the_whole_ones_are_shown(open_at):
    page = open_at("broken")
    assert set(read(page)) == set(NAMES[:2])
    notice = page.get_by_text(re.compile("is not shown: its files are broken"))
    assert HOSTILE in notice.inner_text()
    notice.click()
    page.get_by_text(re.compile("validation.parquet")).first.wait_for()
    assert page.locator('img[src="x"]').count() == 0
    assert page.dialogs == []
