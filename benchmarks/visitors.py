"""Does Compare stay quick while eight visitors upload 12-megapixel photos? Target: 500 ms (median).

python -m benchmarks.visitors. About 2 minutes. Nine untrained compact networks: their speed is
that of trained ones. The nine browsers share the cores with the server: a real one does better.
"""

from __future__ import annotations

import os
import statistics
import tempfile

from benchmarks.classify import twelve_megapixels
from benchmarks.drag import SETTLED
from core.training.networks import build_network
from tests.browser.made_up import NAMES, store_runs
from tests.browser.recorder import drag, repaints, watch
from tests.browser.server import chromium, dashboard
from tests.tiny_models import store_model, store_tiled_manifest

N_VISITORS, N_STRATEGIES, ROUNDS, RELEASES_A_ROUND = 8, 9, 4, 3
DRAG_S = 2.0
MOVE = """(handle, position) => {
  handle.value = position;
  handle.dispatchEvent(new PointerEvent('pointerdown'));
  handle.dispatchEvent(new Event('input', {bubbles: true}));
  handle.dispatchEvent(new Event('change', {bubbles: true}));
  return performance.now();
}"""


def main() -> None:
    """Print the release and the drag, first alone, then beside the visitors."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["RARESIGHT_HOME"] = home
        store_runs(N_STRATEGIES, n_folds=5, n=800)
        for name in NAMES[:N_STRATEGIES]:
            store_model("street-photos", name, build_network("compact", 96))
        store_tiled_manifest("street-photos")
        with dashboard(home) as address, chromium() as browser:
            compare = open_compare(browser, address)
            report("alone", compare, lambda: None)
            visitors = [open_classify(browser, address) for _ in range(N_VISITORS)]
            photo = twelve_megapixels()
            upload(visitors[:1], photo, "first")  # loads the models
            visitors[0].get_by_text("What every strategy says").wait_for(timeout=120_000)
            names = iter(range(1_000))
            report(
                f"{N_VISITORS} uploading", compare,
                lambda: upload(visitors, photo, str(next(names))),
            )  # fmt: skip


def open_compare(browser, address: str):
    """Open the board and let it settle."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.get_by_test_id("threshold").wait_for(timeout=60_000)
    page.wait_for_timeout(3_000)
    page.evaluate(SETTLED)
    return page


def open_classify(browser, address: str):
    """Open the page that takes uploads."""
    page = browser.new_page(viewport={"width": 400, "height": 300})
    page.goto(f"{address}/classify")
    page.get_by_test_id("stFileUploader").wait_for(timeout=60_000)
    return page


def upload(visitors: list, photo: bytes, name: str) -> None:
    """Give every visitor one more photo; returns while the server works."""
    for page in visitors:
        one = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo}
        page.locator("input[type=file]").set_input_files([one])


def report(words: str, compare, disturb) -> None:
    """Time releases and one drag, each beside fresh uploads."""
    latencies = []
    for turn in range(ROUNDS):
        disturb()
        for k in range(RELEASES_A_ROUND):
            position = 150 + 47 * (turn * RELEASES_A_ROUND + k)
            begun = compare.get_by_test_id("threshold").evaluate(MOVE, position)
            compare.wait_for_timeout(1_500)
            latencies.append(compare.evaluate("() => window.lastChange()") - begun)
    disturb()
    watch(compare)
    drag(compare, DRAG_S)
    n_paints = len(repaints(compare))
    compare.mouse.up()
    print(
        f"{words}: release answered in {statistics.median(latencies):.0f} ms (median), "
        f"{max(latencies):.0f} ms at most; {n_paints / DRAG_S:.0f} paints a second while dragged"
    )


if __name__ == "__main__":
    main()
