"""What does our training input cost, and what does it save?

Targets: at least 95 % of the speed of the same network on arrays in memory, and at least 3 times
the article's pipeline (image_dataset_from_directory, no cache, float32) on the same files: as
Street View serves them, and as a phone takes them. Beside it, what of that is the input: the
article's pipeline with our bfloat16, and both without a network.
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
N_IMAGES, N_PHONE = 1_024, 128
STREET_VIEW_PX, PHONE_PX = (640, 640), (4_000, 3_000)
INPUT_PX, BATCH = 96, 64


def main() -> None:
    """Train the article's network on the same images by several pipelines, in turns."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"RARESIGHT_HOME": home, "TF_CPP_MIN_LOG_LEVEL": "3"}
        folder, phone = (Path(home) / "data" / name / "images" for name in ("photos", "phone"))
        write_photos(folder, N_IMAGES, STREET_VIEW_PX)
        write_photos(phone, N_PHONE, PHONE_PX)
        files = article_dataset(folder)
        runs = {
            "ours": ours(),
            "arrays": arrays(),
            "article": article(files, "float32"),
            "article, bfloat16": article(files, "mixed_bfloat16"),
            "article, 12 megapixels": article(article_dataset(phone), "float32"),
            "ours, input alone": lambda: exhaust(cut(our_batches())),
            "article, input alone": lambda: exhaust(files),
        }
        rates = {name: [] for name in runs}
        for run in runs.values():
            run()  # builds the graph and, for ours, the cache
        for _ in range(EPOCHS):
            for name, run in runs.items():
                start = time.perf_counter()
                run()
                n = N_PHONE if "12 megapixels" in name else N_IMAGES
                rates[name].append(n / (time.perf_counter() - start))
    best = {name: max(found) for name, found in rates.items()}
    print("images/s: " + "; ".join(f"{name} {rate:,.0f}" for name, rate in best.items()))
    for mine, other, target in (
        ("ours", "arrays", "target 0.95"),
        ("ours", "article", "target 3"),
        ("ours", "article, 12 megapixels", "target 3"),
        ("ours", "article, bfloat16", "the same precision"),
        ("ours, input alone", "article, input alone", "no network"),
    ):
        print(f"{mine} to {other}: {best[mine] / best[other]:.2f} ({target})")


def write_photos(folder: Path, n: int, size_px: tuple[int, int]) -> None:
    """Draw scenes into JPEG files and a manifest, as an import would leave them."""
    from core.datasets.manifest import write_manifest
    from core.datasets.scenes import draw_scene

    rows = []
    for i in range(n):
        label = i % 2
        path = folder / ("graffiti" if label else "no-graffiti") / f"{i}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        scene = draw_scene(i, graffiti=bool(label))
        Image.fromarray(scene).resize(size_px).save(path, quality=90)
        rows.append((path.relative_to(folder).as_posix(), label, str(i), 1))
    table = pd.DataFrame(rows, columns=["image", "label", "scene", "fold"])
    write_manifest(folder.parent.name, table)


def compiled(precision: str):
    """Return the article's network, ready to train."""
    import keras

    from core.training.networks import build_network

    keras.config.set_dtype_policy(precision)
    network = build_network("article", INPUT_PX)
    network.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy")
    return network


def ours():
    """Return one epoch from the cached images, as core.training.fit runs it."""
    network = compiled("mixed_bfloat16")
    return lambda: network.fit(our_batches(), shuffle=False, verbose=0)


def our_batches():
    """Return one epoch's batches, cut from the cached images."""
    from core.datasets.cache import cached_images
    from core.training.config import TrainConfig
    from core.training.inputs import RunData, build_batches

    images, manifest = cached_images("photos", INPUT_PX)
    labels = manifest["label"].to_numpy()
    data = RunData(images, labels, images[:0], labels[:0], [], N_IMAGES, N_IMAGES, 0, "")
    config = TrainConfig(
        strategy="naive",
        network="article",
        input_px=INPUT_PX,
        epochs=1,
        batch_size=BATCH,
        learning_rate=1e-3,
    )
    return build_batches(data, config, 0)


def arrays():
    """Return one epoch from arrays in memory: as fast as the network can be."""
    from core.datasets.cache import cached_images

    images, manifest = cached_images("photos", INPUT_PX)
    x, y = np.array(images), manifest["label"].to_numpy(np.float32)[:, None]
    network = compiled("mixed_bfloat16")
    return lambda: network.fit(x, y, batch_size=BATCH, verbose=0)


def article_dataset(folder: Path):
    """Return the article's pipeline, which decodes every file every time."""
    import keras

    return keras.utils.image_dataset_from_directory(
        folder,
        image_size=(INPUT_PX, INPUT_PX),
        batch_size=BATCH,
        label_mode="binary",
        seed=123,
        verbose=False,
    )


def article(dataset, precision: str):
    """Return one epoch of the article's network on its own pipeline."""
    network = compiled(precision)
    return lambda: network.fit(dataset, verbose=0)


def cut(batches):
    """Yield every batch in turn: a PyDataset has no end of its own."""
    return (batches[i] for i in range(len(batches)))


def exhaust(batches) -> None:
    """Take every batch, and do nothing with it."""
    for batch in batches:
        assert len(batch[0])


if __name__ == "__main__":
    main()
