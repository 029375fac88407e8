"""With a stand-in for the package kagglehub: there is no Kaggle without a network."""

import sys

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.datasets.kaggle import download_kaggle, find_class_folders
from core.datasets.manifest import load_manifest
from core.errors import RaresightError

HANDLE = "pinstripezebra/graffiti-classification"


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """What a download leaves, two folders down; and a kagglehub that hands it out."""
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path / "home"))
    folder = tmp_path / "cache" / "1"
    rng = np.random.default_rng(0)
    for name in ("graffiti", "no_graffiti"):
        (folder / "data" / "images" / name).mkdir(parents=True)
        for i in range(6):
            picture = rng.integers(0, 255, (40, 40, 3), dtype=np.uint8)
            cv2.imwrite(str(folder / "data" / "images" / name / f"{i}.jpg"), picture)
    package(tmp_path, monkeypatch, f"return {str(folder)!r}")
    return folder


def package(tmp_path, monkeypatch, body):
    (tmp_path / "kagglehub.py").write_text(f"def dataset_download(handle):\n    {body}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "kagglehub", raising=False)


def run(*words):
    result = CliRunner().invoke(app, ["import", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_data_set_becomes_an_experiment_of_its_name(archive):
    assert "6 of them positive" in run("--kaggle", HANDLE).output
    manifest = load_manifest("graffiti-classification")
    assert (len(manifest), manifest["label"].sum()) == (12, 6)
    assert manifest["image"].str.match(r"(no_)?graffiti/\d\.jpg").all()


def test_two_pairs_of_folders_are_the_users_choice(archive):
    (archive / "data" / "images").rename(archive / "train")
    for name in ("graffiti", "no_graffiti"):
        (archive / "test" / name).mkdir(parents=True)
        (archive / "test" / name / "a.jpg").write_bytes(b"")
    with pytest.raises(RaresightError, match=r"2 such pairs.*test/graffiti"):
        find_class_folders(archive, "graffiti")


def test_another_name_of_the_rare_class_is_asked_for(archive):
    with pytest.raises(RaresightError, match=r"no such pair.*Say with --positive"):
        find_class_folders(archive, "tag")


def test_without_the_package_the_manual_way_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    with pytest.raises(RaresightError, match=r"not installed.*unzip it, then run") as error:
        download_kaggle(HANDLE)
    assert f"https://www.kaggle.com/datasets/{HANDLE}" in str(error.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("import requests; raise requests.ConnectionError('x' * 999)", "cannot be reached"),
        ("raise ValueError('403 You do not have permission')", "ValueError: 403 You do not"),
    ],
)
def test_without_network_or_permission_the_manual_way_is_said(tmp_path, monkeypatch, body, said):
    package(tmp_path, monkeypatch, body)
    with pytest.raises(RaresightError, match=rf"{said}.*unzip it, then run"):
        download_kaggle(HANDLE)


@pytest.mark.parametrize("handle", ["graffiti", "../x/y", "a/b/c", "https://www.kaggle.com/a/b"])
def test_a_handle_that_is_none_is_said_before_anything_is_asked(handle):
    with pytest.raises(RaresightError, match="expected owner/name"):
        download_kaggle(handle)


def test_a_folder_and_kaggle_at_once_are_one_too_many(tmp_path):
    with pytest.raises(RaresightError, match="expected one of them"):
        run(str(tmp_path), "--kaggle", HANDLE)


def test_nothing_named_says_what_can_be(tmp_path):
    with pytest.raises(RaresightError, match="Nothing was named"):
        run()
