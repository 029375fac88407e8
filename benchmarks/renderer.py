"""How many scenes a second does the renderer draw? Target: 100 on two cores."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import cv2

from core.datasets.scene_folder import PlannedScene, plan_scenes
from core.datasets.scenes import draw_scene

TARGET_PER_S = 100
WORKERS = 2
COUNT = 1_200


def draw(scene: PlannedScene) -> None:
    """Draw one scene and drop it: no disk in this measurement."""
    cv2.setNumThreads(1)
    draw_scene(scene.seed, graffiti=scene.graffiti)


def main() -> None:
    """Time scenes at the article's ratio, after one round to start the processes."""
    plan = plan_scenes(COUNT, seed=1)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        list(pool.map(draw, plan[:40], chunksize=4))
        start = time.perf_counter()
        list(pool.map(draw, plan, chunksize=20))
        rate = COUNT / (time.perf_counter() - start)
    print(
        f"{rate:.0f} scenes/s on {WORKERS} processes: {rate / TARGET_PER_S:.2f}x the target "
        f"of {TARGET_PER_S}/s"
    )


if __name__ == "__main__":
    main()
