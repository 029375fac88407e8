import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.datasets.manifest import write_manifest
from core.home import data_folder
from core.runs.history import append_epoch
from core.runs.paths import run_folder
from core.runs.predictions import write_predictions
from core.runs.progress import Progress, remove_progress, write_progress
from core.runs.run_record import write_run_json
from tests.browser.server import ROOT, chromium, dashboard

TRAIN = [sys.executable, "-m", "core", "train", "tiny", "--strategies", "naive", "--folds", "0"]
BY_ITSELF_MS = 60_000  # TensorFlow's start, on a busy machine


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def store_tiny_experiment():
    rng = np.random.default_rng(0)
    rows = []
    for i in range(40):
        path = data_folder("tiny") / "images" / f"{i}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 255, (16, 16, 3), dtype=np.uint8)).save(path)
        rows.append((path.name, int(i % 4 == 0), str(i), i % 5))
    columns = ["image", "label", "scene", "fold"]
    write_manifest("tiny", pd.DataFrame(rows, columns=columns))


def wait_for_points(page, n):
    """Wait until the validation line of the first chart has at least ``n`` epochs."""
    page.wait_for_function(
        "n => { const chart = document.querySelector('.js-plotly-plot');"
        " const line = ((chart || {})._fullData || []).find(t => t.name === 'validation');"
        " return line && line._length >= n; }",
        arg=n,
        timeout=BY_ITSELF_MS,
    )


def test_a_run_that_trains_appears_and_grows_by_itself(home, browser):
    store_tiny_experiment()
    with dashboard(home) as address:
        page = browser.new_page()
        page.goto(f"{address}/training")
        expect(page.get_by_text("No stored runs yet")).to_be_visible(timeout=BY_ITSELF_MS)
        training = subprocess.Popen(
            [*TRAIN, "--epochs", "60"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            bar = page.get_by_test_id("stProgress")
            expect(bar).to_contain_text("of 60", timeout=BY_ITSELF_MS)
            wait_for_points(page, 2)
            first = bar.inner_text()
            wait_for_points(page, 5)
            expect(bar).not_to_have_text(first, timeout=BY_ITSELF_MS)
            expect(bar).to_contain_text("left", timeout=BY_ITSELF_MS)
        finally:
            training.kill()
            training.wait()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        page.close()


def epochs_done(folder, n):
    append_epoch(folder, {"epoch": n, "f1": 0.1 * n, "val_f1": 0.05 * n, "seconds": 1.0})
    now = time.time()
    write_progress(folder, Progress(n, 3, 1, 2, now - n, now) if n < 3 else finished(now))


def finished(now):
    return Progress(2, 3, 2, 2, now - 3, now)


def test_a_run_that_ends_joins_the_others_without_a_reload(home, browser):
    folder = run_folder("e", "naive", 0)
    epochs_done(folder, 1)
    with dashboard(home) as address:
        page = browser.new_page()
        page.goto(f"{address}/training")
        expect(page.get_by_text("In training")).to_be_visible(timeout=BY_ITSELF_MS)
        expect(page.get_by_text("best validation F1")).to_have_count(0)
        for n in (2, 3):
            epochs_done(folder, n)
        wait_for_points(page, 3)
        images = pd.DataFrame({"image": ["a", "b"], "y_true": [0, 1], "y_score": [0.1, 0.9]})
        write_predictions(folder, images)
        write_run_json(folder, {"epoch_scored": 3})
        remove_progress(folder)
        expect(page.get_by_text("best validation F1 0.150")).to_be_visible(timeout=BY_ITSELF_MS)
        expect(page.get_by_text("In training")).to_have_count(0, timeout=BY_ITSELF_MS)
        page.close()
