"""What does our training input cost, and what does it save?

Targets: at least 95 % of the speed of the same network on arrays in memory, and at least 3 times
the article's pipeline (image_dataset_from_directory, no cache) on the same files.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

EPOCHS = 3
N_IMAGES = 1_024
FILE_PX, INPUT_PX, BATCH = 500, 96, 64  # the article's files, at the training size


def main() -> None:
    """Train the article's network on the same images by three pipelines, in turns."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"RARESIGHT_HOME": home, "TF_CPP_MIN_LOG_LEVEL": "3"}
        write_photos(Path(home) / "data" / "photos" / "images")
        rates = {"ours": [], "arrays": [], "article": []}
        runs = {"ours": ours(), "arrays": arrays(), "article": article(Path(home))}
        for fit in runs.values():
            fit()  # builds the graph and, for ours, the cache
        for _ in range(EPOCHS):
            for name, fit in runs.items():
                start = time.perf_counter()
                fit()
                rates[name].append(N_IMAGES / (time.perf_counter() - start))
    best = {name: max(found) for name, found in rates.items()}
    print("images/s: " + ", ".join(f"{name} {rate:.0f}" for name, rate in best.items()))
    print(f"ours to arrays in memory: {best['ours'] / best['arrays']:.2f} (target 0.95)")
    print(f"ours to the article's pipeline: {best['ours'] / best['article']:.1f}x (target 3x)")


def write_photos(folder: Path) -> None:
    """Draw scenes into JPEG files and a manifest, as an import would leave them."""
    from core.datasets.manifest import write_manifest
    from core.datasets.scenes import draw_scene

    rows = []
    for i in range(N_IMAGES):
        label = i % 2
        path = folder / ("graffiti" if label else "no-graffiti") / f"{i}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        scene = draw_scene(i, graffiti=bool(label))
        Image.fromarray(scene).resize((FILE_PX, FILE_PX)).save(path, quality=90)
        rows.append((path.relative_to(folder).as_posix(), label, str(i), 1))
    write_manifest("photos", pd.DataFrame(rows, columns=["image", "label", "scene", "fold"]))


def compiled():
    """Return the article's network, ready to train."""
    import keras

    from core.training.networks import build_network

    network = build_network("article", INPUT_PX)
    network.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy")
    return network


def ours():
    """Return one epoch from the cached images, as core.training.fit runs it."""
    from core.datasets.cache import cached_images
    from core.training.config import TrainConfig
    from core.training.inputs import RunData, build_batches

    images, manifest = cached_images("photos", INPUT_PX)
    labels = manifest["label"].to_numpy()
    data = RunData(images[:], labels, images[:0], labels[:0], [], N_IMAGES, N_IMAGES, 0, "")
    config = TrainConfig(
        strategy="naive",
        network="article",
        input_px=INPUT_PX,
        epochs=1,
        batch_size=BATCH,
        learning_rate=1e-3,
    )
    network = compiled()
    return lambda: network.fit(build_batches(data, config, 0), shuffle=False, verbose=0)


def arrays():
    """Return one epoch from arrays in memory: as fast as the network can be."""
    from core.datasets.cache import cached_images

    images, manifest = cached_images("photos", INPUT_PX)
    x, y = np.array(images), manifest["label"].to_numpy(np.float32)[:, None]
    network = compiled()
    return lambda: network.fit(x, y, batch_size=BATCH, verbose=0)


def article(home: Path):
    """Return one epoch by the article's pipeline, which decodes every file every time."""
    import keras

    dataset = keras.utils.image_dataset_from_directory(
        home / "data" / "photos" / "images",
        image_size=(INPUT_PX, INPUT_PX),
        batch_size=BATCH,
        label_mode="binary",
        seed=123,
        verbose=False,
    )
    network = compiled()
    return lambda: network.fit(dataset, verbose=0)


if __name__ == "__main__":
    main()
