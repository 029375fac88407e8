from __future__ import annotations

import numpy as np
import pytest

from core.collection.gathered import COLUMNS, gathered_path, load_gathered
from core.errors import RaresightError

ROW = 'a.jpg,"Aurora, CO",39.7,-104.8,{},{},2019-07,street_view,terms,© Google,ab\n'


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    path = gathered_path("mine")
    path.parent.mkdir(parents=True)
    return path


def write(path, *rows):
    path.write_text(",".join(COLUMNS) + "\n" + "".join(rows), encoding="utf-8")


def test_an_image_is_read_with_numbers_as_numbers_and_ids_as_text(path):
    write(path, ROW.format("0123", "90.5"))
    row = load_gathered("mine").iloc[0]
    assert (row["city"], row["lat"], row["pano_id"]) == ("Aurora, CO", 39.7, "0123")
    assert (row["heading"], row["author"]) == (90.5, "© Google")


def test_an_id_that_reads_like_a_missing_value_stays_an_id(path):
    write(path, ROW.format("NA", ""))
    row = load_gathered("mine").iloc[0]
    assert row["pano_id"] == "NA"
    assert np.isnan(row["heading"])


def test_a_line_still_being_written_is_left_out(path):
    write(path, ROW.format("one", "1"), ROW.format("two", "2")[:20])
    assert list(load_gathered("mine")["pano_id"]) == ["one"]


def test_no_images_yet_is_an_empty_table(path):
    write(path)
    assert load_gathered("mine").empty


def test_a_missing_file_says_how_to_gather(path):
    with pytest.raises(RaresightError, match=r"python -m core collect --experiment mine"):
        load_gathered("mine")


@pytest.mark.parametrize("text", ["image,city\nx,y\n", "", "\n", '"a\n'])
def test_a_file_that_is_no_such_table_says_what_to_do(path, text):
    path.write_text(text)
    with pytest.raises(RaresightError, match="made anew, for free"):
        load_gathered("mine")
