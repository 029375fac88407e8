"""Is the board live? Drags the handle for two seconds with nine strategies and times what follows.

python benchmarks/drag.py [STRATEGIES]. About 40 s. Needs a Chromium; made-up runs of 15,000
images a strategy. Aims: at least 55 paints a second, 95 % of the gaps between paints at most
20 ms, no websocket message during the drag, the rest of the page updated within 150 ms (median)
of the release.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import tempfile

from tests.browser.made_up import store_runs
from tests.browser.recorder import drag, repaints, watch
from tests.browser.server import chromium, dashboard

SECONDS = 2.0
N_RELEASES = 15
# Until the last part of the page shows what belongs to the released threshold. What lies in a
# canvas is not seen: a table writes its cells there for screen readers, a while after drawing them.
SETTLED = """() => {
  let last = performance.now();
  const main = document.querySelector('[data-testid="stMain"]');
  const seen = ({target}) => !(target.closest ? target : target.parentElement)?.closest('canvas');
  new MutationObserver((changes) => { if (changes.some(seen)) last = performance.now(); })
    .observe(main, {subtree: true, childList: true, characterData: true, attributes: true});
  window.lastChange = () => last;
}"""


def main() -> None:
    """Print the figures of the drag and of the release."""
    n_strategies = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as home:
        os.environ["RARESIGHT_HOME"] = home
        store_runs(n_strategies, n_folds=5, n=3_000)
        with dashboard(home) as address, chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            sent = []
            page.on("websocket", lambda ws: ws.on("framesent", lambda frame: sent.append(frame)))
            page.goto(address)
            page.get_by_test_id("threshold").wait_for()
            page.wait_for_timeout(3_000)
            _print_drag(page, sent)
            _print_release(page)


def _print_drag(page, sent: list) -> None:
    watch(page)
    sent.clear()
    drag(page, SECONDS)
    messages = len(sent)
    times = repaints(page)
    gaps = sorted(b - a for a, b in itertools.pairwise(times))
    page.mouse.up()
    page.wait_for_timeout(1_500)
    print(f"paints in {SECONDS:g} s     {len(times)} ({len(times) / SECONDS:.1f} a second)")
    print(
        f"gap between paints  median {gaps[len(gaps) // 2]:.1f} ms, p95 "
        f"{gaps[int(0.95 * len(gaps))]:.1f} ms, longest {gaps[-1]:.1f} ms"
    )
    print(f"websocket messages  {messages}")


def _print_release(page) -> None:
    page.evaluate(SETTLED)
    handle = page.get_by_test_id("threshold")
    latencies = []
    for i in range(N_RELEASES):
        begun = handle.evaluate(
            """(handle, position) => {
              handle.value = position;
              handle.dispatchEvent(new PointerEvent('pointerdown'));
              handle.dispatchEvent(new Event('input', {bubbles: true}));
              handle.dispatchEvent(new Event('change', {bubbles: true}));
              return performance.now();
            }""",
            150 + 47 * i,
        )
        page.wait_for_timeout(1_200)
        latencies.append(page.evaluate("() => window.lastChange()") - begun)
    print(
        f"release to the last change on the page  median {statistics.median(latencies):.0f} ms, "
        f"longest {max(latencies):.0f} ms"
    )


if __name__ == "__main__":
    main()
