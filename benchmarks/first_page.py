"""How long until the first page can be used? The stored runs, a fresh server, a browser.

python -m benchmarks.first_page. About 30 s. Needs a Chromium. Limits, on a warm machine: the server
is ready within 3 s, the board can be dragged within 3 s more, and TensorFlow is not loaded.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from core.home import CHECKOUT
from tests.browser.server import chromium, dashboard

N_STARTS = 3
LIMIT_S = 3.0


def main() -> None:
    """Start the dashboard a few times and print the medians beside the limits."""
    ready_s, usable_s = [], []
    with chromium() as browser:
        for _ in range(N_STARTS):
            begun = time.perf_counter()
            with dashboard(CHECKOUT) as address:
                ready_s.append(time.perf_counter() - begun)
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                begun = time.perf_counter()
                page.goto(address)
                page.get_by_test_id("threshold").wait_for()
                usable_s.append(time.perf_counter() - begun)
                has_tensorflow = _loaded_tensorflow(address)
                page.close()
    for what, seconds in (("server ready", ready_s), ("board usable", usable_s)):
        median = statistics.median(seconds)
        print(f"{what}: {median:.1f} s, {median / LIMIT_S:.2f} of the limit of {LIMIT_S:g} s")
    print(f"TensorFlow loaded: {'yes' if has_tensorflow else 'no'}")


def _loaded_tensorflow(address: str) -> bool:
    """Look for TensorFlow's library among those of the server at this port."""
    port = address.rsplit(":", 1)[1]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--server.port={port}" in (process / "cmdline").read_text():
                return "tensorflow" in (process / "maps").read_text()
        except OSError:  # ended between two looks
            continue
    raise RuntimeError(f"No process serves port {port}; /proc is needed to look into it.")


if __name__ == "__main__":
    main()
