import os

import numpy as np
import pytest
from PIL import Image

from core.errors import RaresightError
from core.inference.score_files import ScoreTask, list_files, score_chunk
from core.inference.score_stream import CHUNK, score_stream
from tests.tiny_models import street_photo

TASK = ScoreTask("e", {"naive": 0.5, "class_weights": 0.999}, share=1 / 3)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    Image.fromarray(street_photo(2160, 2880)).save(path, compress_level=1)
    return path


def test_a_folder_gives_its_pictures_at_any_depth_and_a_file_itself(tmp_path):
    for name in ("b.JPG", "a.png", "notes.txt", ".hidden.jpg", "inner/c.heic"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    listed = list(list_files([tmp_path, tmp_path / "notes.txt"]))
    assert [p.name for p in listed] == ["a.png", "b.JPG", "c.heic", "notes.txt"]


def test_a_photo_has_a_row_a_strategy_and_its_tile_in_pixels_of_the_file(home, photo):
    rows = score_chunk([str(photo)], TASK)
    assert [(row.strategy, row.threshold) for row in rows] == list(TASK.thresholds.items())
    assert [row.verdict for row in rows] == ["graffiti", "graffiti"]
    x, y, size = map(int, rows[0].tile.split())
    assert (x, y, size) == pytest.approx((1440, 2160, 720), abs=4)


def test_whole_and_tiles_can_be_asked_for(home, photo):
    whole = score_chunk([str(photo)], ScoreTask("e", {"naive": 0.5}, 1 / 3, "whole"))[0]
    assert (whole.tile, whole.verdict) == ("", "no graffiti")
    tiles = score_chunk([str(photo)], ScoreTask("e", {"naive": 0.5}, None, "tiles"))[0]
    assert (len(tiles.tile.split()), tiles.verdict) == (3, "graffiti")


def test_a_bad_file_is_a_row_and_the_others_are_scored(home, tmp_path, photo):
    bad = tmp_path / "bad.jpg"
    bad.write_text("hello")
    rows = score_chunk([str(bad), str(photo), str(tmp_path / "gone.jpg")], TASK)
    assert [row.path for row in rows] == [str(bad), *[str(photo)] * 2, str(tmp_path / "gone.jpg")]
    assert "is not a picture" in rows[0].error
    assert "No such file" in rows[-1].error
    assert (rows[0].score, rows[1].error) == (None, "")


def test_a_huge_sparse_file_is_not_read(home, tmp_path):
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)
    assert "5,120 MB" in score_chunk([str(path)], TASK)[0].error


def test_a_pipe_a_folder_and_a_name_that_is_no_text_are_rows_too(home, tmp_path):
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jpg")
    rows = score_chunk([str(pipe), str(tmp_path), odd], TASK)
    assert [row.error.split()[-3:] == ["Give", "a", "picture."] for row in rows[:2]] == [True] * 2
    assert rows[2].path.encode().endswith("/\ufffd.jpg".encode())


def test_many_files_are_never_listed_far_ahead(home, tmp_path):
    path = tmp_path / "small.png"
    Image.fromarray(np.zeros((32, 32, 3), np.uint8)).save(path)
    taken = []

    def files():
        for k in range(100):
            taken.append(k)
            yield path

    stream = score_stream(files(), TASK)
    assert len(next(stream)) == 2 * CHUNK
    assert len(taken) <= 4 * CHUNK
    assert sum(len(rows) for rows in stream) == 2 * (100 - CHUNK)


def test_an_error_of_the_models_is_not_a_row_but_stops_the_work(home, tmp_path):
    path = tmp_path / "small.png"
    Image.fromarray(np.zeros((32, 32, 3), np.uint8)).save(path)
    with pytest.raises(RaresightError, match=r"no_such.*is missing"):
        list(score_stream([path], ScoreTask("e", {"no_such": 0.5}, None)))
