import pandas as pd
import pytest

from core.datasets.manifest import (
    data_fingerprint,
    load_manifest,
    manifest_path,
    write_manifest,
)
from core.datasets.rendered import rendered_manifest
from core.errors import RaresightError


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))


@pytest.fixture
def manifest():
    return pd.DataFrame(
        {"image": ["a", "b"], "label": [0, 1], "scene": ["007", "8"], "fold": [0, 1]}
    )


def test_a_manifest_reads_back_as_written_and_scene_names_stay_text(manifest):
    write_manifest("e", manifest)
    back = load_manifest("e")
    assert back["scene"].tolist() == ["007", "8"]
    assert back["role"].tolist() == ["all", "all"]


@pytest.mark.parametrize(
    ("column", "values", "word"),
    [
        ("label", [0, 2], "0 or 1"),
        ("image", ["a", "a"], "more than once"),
        ("fold", [0.5, 1], "whole numbers"),
        ("fold", [-1, 0], "whole numbers"),
        ("scene", ["s", "s"], "lies in 2 folds"),
    ],
)
def test_a_bad_manifest_is_refused_in_words(manifest, column, values, word):
    manifest[column] = values
    with pytest.raises(RaresightError, match=word):
        write_manifest("e", manifest)
    assert not manifest_path("e").exists()


def test_a_missing_manifest_says_how_to_make_one():
    with pytest.raises(RaresightError, match="core import"):
        load_manifest("e")


def test_an_empty_file_is_refused():
    manifest_path("e").parent.mkdir(parents=True)
    manifest_path("e").write_bytes(b"")
    with pytest.raises(RaresightError, match="cannot be read"):
        load_manifest("e")


def test_the_fingerprint_ignores_the_order_and_sees_a_changed_label(manifest):
    manifest["role"] = "all"
    first = data_fingerprint(manifest)
    assert data_fingerprint(manifest.iloc[::-1]) == first
    assert data_fingerprint(manifest.assign(label=[1, 1])) != first


def test_the_rendered_scenes_have_the_article_s_counts_in_every_fold():
    manifest = rendered_manifest()
    assert len(manifest) == 20_635
    counts = manifest.groupby("fold")["label"].agg(["size", "sum"])
    assert (counts["size"] == 4_127).all()
    assert (counts["sum"] == 141).all()
