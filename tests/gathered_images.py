"""A made-up gathered experiment: pictures unlike each other, far apart, over two cities."""

from __future__ import annotations

import csv
import hashlib

import numpy as np
from PIL import Image

from core.collection.gathered import COLUMNS, gathered_path
from core.home import data_folder
from core.inference.score_store import ImageScore, ScoringModel, add_scores
from core.runs.paths import model_path, run_folder
from core.runs.run_record import file_sha256, write_run_json
from tests.tiny_models import store_predictions

CITIES = (("Aurora, CO", 39.70, -104.80), ("Boston, MA", 42.32, -71.08))
STEP_DEG = 0.002  # some 200 m


def gather(experiment="mine", n=20, red=(), size_px=64, name="{:03}.jpg"):
    """Write n pictures and gathered.csv; those of ``red`` are reddish. Returns the image names."""
    rows, pattern = [], name
    for k in range(n):
        name = pattern.format(k)
        path = data_folder(experiment) / "images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture(k, size_px, reddish=k in red).save(path, quality=95)
        city, lat, lon = CITIES[k % len(CITIES)]
        rows.append(row(name, city, lat + STEP_DEG * k, lon, path.read_bytes()))
    write_rows(experiment, rows)
    return [row["image"] for row in rows]


def picture(seed, size_px=64, *, reddish=False):
    blocks = np.random.default_rng(seed).integers(0, 120, (8, 8, 3), dtype=np.uint8)
    blocks[..., 0] += np.uint8(130 * reddish)
    return Image.fromarray(blocks).resize((size_px, size_px), Image.Resampling.NEAREST)


def row(name, city, lat, lon, data=b""):
    return {
        "image": name, "city": city, "lat": lat, "lon": lon, "pano_id": f"p{name}", "heading": 90,
        "date": "2024-05", "source": "mapillary", "licence": "CC BY-SA 4.0", "author": "ann",
        "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip


def write_rows(experiment, rows):
    path = gathered_path(experiment)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def store_scored(experiment="mine", scores=(), *, models_of="street", strategy="naive"):
    """Store a strategy that scored the images: predictions, a model file no one opens, scores."""
    path = model_path(models_of, strategy)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"never opened")
    sha256 = file_sha256(path)
    write_run_json(run_folder(models_of, strategy, 0), {"model_sha256": sha256})
    store_predictions(models_of, strategy)
    model = ScoringModel(models_of, strategy, sha256)
    if scores:
        add_scores(experiment, [model], [ImageScore(i, strategy, s) for i, s in scores.items()])
    return model
