import numpy as np
import pandas as pd
import pytest
from PIL import Image

from core.datasets.manifest import write_manifest
from core.home import data_folder

N = 60


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """An experiment of 60 pictures of 16 px in three folds: reddish ones are positive."""
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    rng = np.random.default_rng(0)
    rows = []
    for i in range(N):
        label = int(i % 5 == 0)
        pixels = rng.integers(0, 120, (16, 16, 3), dtype=np.uint8)
        pixels[..., 0] += np.uint8(100 * label)
        path = data_folder("tiny") / "images" / f"{i}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(path)
        rows.append((path.name, label, str(i), i % 3))
    write_manifest("tiny", pd.DataFrame(rows, columns=["image", "label", "scene", "fold"]))
    return tmp_path
