import numpy as np
import pandas as pd
import pytest
from PIL import Image

from core.datasets import near_copies as module
from core.datasets.near_copies import image_hashes, near_copies
from core.datasets.scenes import draw_scene
from core.errors import RaresightError
from core.home import data_folder

N = 12  # scenes; image N is a copy of scene 0, saved anew and smaller


@pytest.fixture
def manifest(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    folder = data_folder("e") / "images"
    folder.mkdir(parents=True)
    for seed in range(N):
        Image.fromarray(draw_scene(seed, graffiti=False, size_px=128)).save(folder / f"{seed}.png")
    copy = Image.fromarray(draw_scene(0, graffiti=False, size_px=100))
    copy.save(folder / f"{N}.jpg", quality=70)
    names = [*(f"{seed}.png" for seed in range(N)), f"{N}.jpg"]
    folds = [i % 2 for i in range(N)] + [1]
    return pd.DataFrame({"image": names, "label": 0, "scene": names, "fold": folds, "role": "all"})


def test_a_copy_that_was_saved_anew_is_found_and_lies_in_another_fold(manifest):
    pairs = near_copies(manifest, *image_hashes("e", manifest))
    assert pairs[["first", "second", "across_folds"]].values.tolist() == [[0, N, True]]


def test_pairs_in_two_folds_come_before_closer_ones_in_one():
    manifest = pd.DataFrame({"fold": [0, 0, 1]})
    hashes = np.array([0, 0, 0b1], np.uint64)
    pairs = near_copies(manifest, hashes, np.ones(3, bool))
    assert pairs["across_folds"].tolist() == [True, True, False]
    assert pairs["bits"].tolist() == [1, 1, 0]


def test_a_look_that_was_interrupted_goes_on_where_it_was(manifest, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 5)
    seen = []

    def stop(done, n):
        seen.append(done)
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        image_hashes("e", manifest, stop)
    (data_folder("e") / "images" / "0.png").unlink()  # it is looked at no more
    again = []
    hashes, readable = image_hashes("e", manifest, lambda done, n: again.append(done))
    assert (seen, again) == ([0, 5], [5, 10, 13])
    assert readable.all()
    assert near_copies(manifest, hashes, readable)["second"].tolist() == [N]


def test_a_file_that_cannot_be_read_is_left_out_and_the_others_are_compared(manifest):
    (data_folder("e") / "images" / "3.png").write_bytes(b"no picture")
    hashes, readable = image_hashes("e", manifest)
    assert np.flatnonzero(~readable).tolist() == [3]
    assert len(near_copies(manifest, hashes, readable)) == 1


def test_where_no_image_can_be_read_the_reason_is_given(manifest):
    for name in manifest["image"]:
        (data_folder("e") / "images" / name).unlink()
    with pytest.raises(RaresightError, match="cannot be read"):
        image_hashes("e", manifest)
