from urllib.parse import unquote_plus, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.server import chromium, dashboard
from tests.gathered_images import gather, row, store_scored, write_rows

BAD = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        names = gather(n=20)
        store_scored("mine", {name: 0.9 if k < 8 else 0.1 for k, name in enumerate(names)})
        few = gather("hostile", n=4)
        write_rows("hostile", [row(name, BAD, 40.0, -100.0) for name in few])
        store_scored("hostile", dict.fromkeys(few, 0.9))
    with dashboard(home) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(address, browser):
    page = browser.new_page()
    page.outside = []
    host = urlparse(address).netloc
    page.on("request", lambda r: page.outside.append(r.url) if foreign(r.url, host) else None)

    def open_page(query, width=1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}/map?{query}")
        page.locator(".js-plotly-plot .geo path.point").first.wait_for(timeout=30_000)
        return page

    yield open_page
    page.close()


def foreign(url, host):
    return not url.startswith(("data:", "blob:")) and urlparse(url).netloc != host


def test_a_click_on_a_city_shows_its_images_and_nothing_is_fetched_from_outside(opened):
    page = opened("images=mine")
    assert page.locator(".js-plotly-plot .geo path.point").count() == 2
    page.locator(".js-plotly-plot .geo path.point").first.click(force=True)
    heading = page.get_by_role("heading", level=3)
    expect(heading).to_be_visible()
    expect(page.get_by_test_id("stImage")).to_have_count(10)
    assert f"city={heading.inner_text()}" in unquote_plus(page.url)
    page.get_by_role("radio", name="Flagged").click()
    expect(page.get_by_test_id("stImage")).to_have_count(4)
    assert page.outside == []


def test_a_link_opens_the_same_city_on_a_phone_without_scrolling_sideways(opened):
    page = opened("images=mine&city=Boston, MA&threshold=0.05", width=400)
    expect(page.get_by_role("heading", name="Boston, MA")).to_be_visible()
    expect(page.get_by_text("At 0.050")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_city_whose_name_is_markup_is_text_on_the_map_and_below_it(opened):
    page = opened("images=hostile")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.locator(".js-plotly-plot .geo path.point").first.hover(force=True)
    expect(page.locator(".hoverlayer")).to_contain_text(BAD)
    page.locator(".js-plotly-plot .geo path.point").first.click(force=True)
    expect(page.get_by_role("heading", name=BAD)).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    assert dialogs == []
