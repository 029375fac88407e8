import json

import pytest

from core.runs.progress import Progress, load_progress, write_progress

HALF = Progress(epoch=1, epochs=4, step=5, steps=10, started_at=100.0, updated_at=200.0)


def test_progress_is_read_back_and_counts_the_part_of_an_epoch(tmp_path):
    write_progress(tmp_path, HALF)
    assert load_progress(tmp_path) == HALF
    assert HALF.epochs_done == 1.5


@pytest.mark.parametrize(
    "change",
    [{"steps": 0}, {"epoch": "one"}, {"epoch": 9}, {"step": -20}, {"extra": 1}, {"epochs": True}],
)
def test_a_file_that_is_no_progress_is_none(tmp_path, change):
    known = {name: getattr(HALF, name) for name in HALF.__slots__}
    (tmp_path / "progress.json").write_text(json.dumps(known | change))
    assert load_progress(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "null", "3", "{"])
def test_other_text_is_none(tmp_path, text):
    (tmp_path / "progress.json").write_text(text)
    assert load_progress(tmp_path) is None
