import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.datasets.manifest import write_manifest
from core.home import data_folder
from tests.browser.server import chromium, dashboard

SLOW_MS = 30_000  # a busy machine is no failure
TAG = "<img src=x onerror=alert(1)>"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    rng = np.random.default_rng(0)
    rows = []
    for i in range(40):
        path = data_folder(TAG) / "images" / f"{TAG}{i}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 255, (16, 16, 3), dtype=np.uint8)).save(path)
        rows.append((path.name, int(i % 4 == 0), str(i), i % 5))
    write_manifest(TAG, pd.DataFrame(rows, columns=["image", "label", "scene", "fold"]))
    with dashboard(tmp_path) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 400, "height": 800})
        page.goto(f"{address}/data")
        yield page


def columns(page, grid):
    """How many cells stand in a row."""
    style = f"getComputedStyle(document.querySelector('.st-key-{grid}')).gridTemplateColumns"
    return len(page.evaluate(style).split())


def test_images_stand_in_rows_on_a_phone_whichever_part_was_shown_last(page):
    expect(page.locator(".st-key-nine img")).to_have_count(9, timeout=SLOW_MS)
    page.get_by_text("Mix some graffiti images").click()
    expect(page.locator(".st-key-mixtures img")).to_have_count(12, timeout=SLOW_MS)
    page.get_by_text("Look for images that look alike").click()
    expect(page.get_by_text("No two of 40 images")).to_be_visible(timeout=SLOW_MS)
    page.get_by_text("Draw again").click()
    assert columns(page, "nine") == 3
    assert columns(page, "mixtures") == 3
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    assert page.locator("img[src=x]").count() == 0
    expect(page.get_by_test_id("stException")).to_have_count(0)
