"""A made-up gathered experiment: pictures unlike each other, far apart, over two cities."""

from __future__ import annotations

import csv
import hashlib

import numpy as np
from PIL import Image

from core.collection.gathered import COLUMNS, gathered_path
from core.home import data_folder

CITIES = (("Aurora, CO", 39.70, -104.80), ("Boston, MA", 42.32, -71.08))
STEP_DEG = 0.002  # some 200 m


def gather(experiment="mine", n=20, red=(), size_px=64):
    """Write n pictures and gathered.csv; those of ``red`` are reddish. Returns the image names."""
    rows = []
    for k in range(n):
        name = f"{k:03}.jpg"
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
