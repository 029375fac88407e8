"""How soon is a page of 48 thumbnails there, and how much memory do many pages take?

python -m benchmarks.thumbnails. About 4 minutes. Limits: 1 s a page in the browser once the
pictures were drawn; memory that stops growing however many visitors turn pages. Street photos
need RARESIGHT_PHOTOS. The peer decodes each tile's photo by itself and keeps nothing.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from core.datasets.images import load_images, photos_folder
from core.datasets.manifest import load_manifest
from core.datasets.picture_cache import LIMIT_BYTES, PictureCache
from core.datasets.thumbnails import THUMBNAIL_PX, thumbnails
from core.home import home
from tests.browser.server import chromium, dashboard

EXPERIMENTS = ("street-photos", "rendered-scenes")
PER_PAGE, LIMIT_S, ROUNDS = 48, 1.0, 6
VISITORS, PAGES_EACH = 6, 40
SEEN = """(n) => {
  const box = document.querySelector('.pager input');
  const images = [...document.querySelectorAll('.tile img')];
  return box && box.value === n && images.length === 48 && images.every((image) => image.complete);
}"""


def main() -> None:
    """Time pages in the process and in a browser, then let many visitors turn pages."""
    for experiment in EXPERIMENTS:
        if experiment == "street-photos" and not photos_folder().is_dir():
            print(f"{experiment}: left out, there are no photos at {photos_folder()}")
            continue
        time_pages(experiment)
        time_in_browser(experiment)
        watch_memory(experiment)


def random_pages(experiment: str, n: int, seed: int) -> list[pd.DataFrame]:
    """Return n pages of manifest rows by lot, as views that sort by score bring them."""
    manifest = load_manifest(experiment)
    rng = np.random.default_rng(seed)
    return [manifest.iloc[rng.choice(len(manifest), PER_PAGE, replace=False)] for _ in range(n)]


def time_pages(experiment: str) -> None:
    """Print the time of a page cold, warm, and as the peer makes it."""
    pages, kept = random_pages(experiment, ROUNDS, seed=1), PictureCache()
    cold = seconds(lambda rows: thumbnails(experiment, rows, kept=kept), pages)
    warm = seconds(lambda rows: thumbnails(experiment, rows, kept=kept), pages)
    peer = seconds(lambda rows: one_by_one(experiment, rows), pages)
    print(
        f"{experiment}: {PER_PAGE} thumbnails cold {1000 * cold:.0f} ms, warm "
        f"{1000 * warm:.1f} ms; one by one {1000 * peer:.0f} ms: {peer / cold:.1f}x, warm "
        f"{peer / warm:,.0f}x"
    )


def seconds(draw: Callable[[pd.DataFrame], object], pages: list[pd.DataFrame]) -> float:
    """Return the median time of a page."""
    times = []
    for rows in pages:
        begun = time.perf_counter()
        draw(rows)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def one_by_one(experiment: str, rows: pd.DataFrame) -> None:
    """Load every image by itself, as a grid of st.image would."""
    for i in range(len(rows)):
        load_images(experiment, rows.iloc[[i]], THUMBNAIL_PX)


def time_in_browser(experiment: str) -> None:
    """Print the time from a click on Next until the last of 48 pictures is painted."""
    with dashboard(home()) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/images?experiment={experiment}&view=near")
        page.wait_for_function(SEEN, arg="1", timeout=120_000)
        page.wait_for_timeout(1_000)
        cold = [turn(page, "next", k + 2) for k in range(ROUNDS)]
        other = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        other.goto(f"{address}/images?experiment={experiment}&view=near")  # it holds no picture yet
        other.wait_for_function(SEEN, arg="1", timeout=120_000)
        other.wait_for_timeout(1_000)
        warm = [turn(other, "next", k + 2) for k in range(ROUNDS)]
        back = [turn(other, "previous", ROUNDS - k) for k in range(ROUNDS)]
    worst = max(warm + back)
    print(
        f"{experiment}, click to painted (median): drawn anew {1000 * statistics.median(cold):.0f} "
        f"ms, warm {1000 * statistics.median(warm):.0f} ms, turned back "
        f"{1000 * statistics.median(back):.0f} ms; warm at most {1000 * worst:.0f} ms: "
        f"{worst / LIMIT_S:.2f} of the limit of {LIMIT_S:.0f} s"
    )


def turn(page, way: str, number: int) -> float:
    """Turn the page and return the seconds until it stands."""
    begun = time.perf_counter()
    page.locator(f"[data-to={way}]").first.click()
    page.wait_for_function(SEEN, arg=str(number), timeout=30_000)
    return time.perf_counter() - begun


def watch_memory(experiment: str) -> None:
    """Let visitors turn pages at once; print the memory half way and at the end."""
    kept = PictureCache()
    before = resident_mb()
    marks = []
    with ThreadPoolExecutor(VISITORS) as visitors:
        for half in range(2):
            turns = [
                visitors.submit(look_through, experiment, kept, PAGES_EACH // 2, 100 * half + v)
                for v in range(VISITORS)
            ]
            for turned in turns:
                turned.result()
            marks.append(resident_mb() - before)
    n_pages = VISITORS * PAGES_EACH
    print(
        f"{experiment}, {n_pages} pages for {VISITORS} visitors at once: memory +{marks[0]:.0f} MB "
        f"after half of them, +{marks[1]:.0f} MB after all; pictures kept "
        f"{kept.n_bytes / 2**20:.0f} of at most {LIMIT_BYTES / 2**20:.0f} MB"
    )


def look_through(experiment: str, kept: PictureCache, n_pages: int, seed: int) -> None:
    """Look at pages one after the other."""
    for rows in random_pages(experiment, n_pages, seed):
        thumbnails(experiment, rows, kept=kept)


def resident_mb() -> float:
    """Return the memory this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


if __name__ == "__main__":
    main()
