"""How soon is a 12-megapixel JPEG classified? Targets: 500 ms whole, 1.5 s tile by tile.

python -m benchmarks.classify [EXPERIMENT]. About 1 minute.

All strategies of the experiment, models warm. The peer is the obvious way: decode all pixels,
then `model.predict` for each strategy.
"""

from __future__ import annotations

import io
import logging
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from PIL import Image

from core.datasets.images import resize
from core.datasets.scenes import draw_scene
from core.inference.classify import classify
from core.inference.decode import decode_image
from core.inference.library import ModelLibrary
from core.inference.models import list_models
from core.inference.tiles import cut_tiles, plan_tiles

EXPERIMENT = sys.argv[1] if len(sys.argv) > 1 else "street-photos"
SIZE_PX = (4032, 3024)
SHARE = 1 / 3
ROUNDS = 9
VISITORS = 8
TARGETS_MS = {"whole": 500, "tiles": 1500}


def main() -> None:
    """Time both ways against their peers in turn, then several visitors at once."""
    logging.getLogger("tensorflow").setLevel("ERROR")  # the peer's retracing, which it times
    photo, library = twelve_megapixels(), ModelLibrary()
    strategies = list_models(EXPERIMENT)
    for strategy in strategies:
        library.classifier(EXPERIMENT, strategy)
    print(f"{len(strategies)} strategies, a JPEG of {len(photo) / 1024**2:.1f} MB")

    def ours(share: float | None) -> None:
        pixels = decode_image(photo, "photo.jpg").pixels
        classify([pixels], EXPERIMENT, strategies, library=library, shares=[share])

    for way, share in (("whole", None), ("tiles", SHARE)):
        ours_ms, peer_ms = in_turn(
            lambda s=share: ours(s), lambda s=share: peer(photo, library, strategies, s)
        )
        print(
            f"{way}: {ours_ms:.0f} ms (target {TARGETS_MS[way]} ms), the obvious way "
            f"{peer_ms:.0f} ms: {peer_ms / ours_ms:.1f}x"
        )
    at_once(lambda: ours(SHARE))


def twelve_megapixels() -> bytes:
    """Return a drawn street as a phone would store it, with noise that keeps the JPEG large."""
    scene = cv2.resize(draw_scene(9_000_001, graffiti=True), SIZE_PX)
    noise = np.random.default_rng(0).normal(0, 6, scene.shape)
    pixels = np.clip(scene + noise, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def peer(photo: bytes, library: ModelLibrary, strategies: list[str], share: float | None) -> None:
    """Decode every pixel, cut from them, and call ``predict`` once a strategy."""
    pixels = np.asarray(Image.open(io.BytesIO(photo)).convert("RGB"))
    for strategy in strategies:
        classifier = library.classifier(EXPERIMENT, strategy)
        size_px = classifier.input_px
        if share is None:
            images = resize(pixels, size_px)[None]
        else:
            images = cut_tiles(pixels, plan_tiles(*SIZE_PX, share), size_px)
        classifier.network.predict(images, verbose=0)


def in_turn(*ways: Callable[[], None]) -> list[float]:
    """Return each way's median milliseconds; they take turns, so that both meet the same noise."""
    times: list[list[float]] = [[] for _ in ways]
    for turn in range(ROUNDS + 1):
        for way, own in zip(ways, times, strict=True):
            start = time.perf_counter()
            way()
            if turn:  # the first warms up
                own.append((time.perf_counter() - start) * 1e3)
    return [statistics.median(own) for own in times]


def at_once(work: Callable[[], None]) -> None:
    """Let several visitors upload at the same moment; compare with one after the other."""

    def timed(_: int) -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1e3

    alone = statistics.median(timed(k) for k in range(3))
    start = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as pool:
        each = list(pool.map(timed, range(VISITORS)))
    total = (time.perf_counter() - start) * 1e3
    one_by_one = VISITORS * alone
    print(
        f"{VISITORS} visitors at once: done in {total:.0f} ms, half of them within "
        f"{statistics.median(each):.0f} ms; one by one {one_by_one:.0f} ms: "
        f"{one_by_one / total:.1f}x"
    )


if __name__ == "__main__":
    main()
