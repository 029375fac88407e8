import csv
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from core.errors import RaresightError
from core.inference.feedback import COLUMNS, Feedback, append_feedback, feedback_path


def feedback(**changes):
    fields = {
        "sha256": "ab" * 32, "experiment": "e", "strategy": "naive", "way": "whole",
        "score": 0.25, "threshold": 0.5, "verdict": "no graffiti", "label": 1,
    }  # fmt: skip
    return Feedback(**fields | changes)


def rows():
    with feedback_path().open(newline="") as file:
        return list(csv.DictReader(file))


def test_an_answer_is_one_line_and_no_picture(empty_home):
    append_feedback(feedback())
    [row] = rows()
    assert tuple(row) == COLUMNS
    assert (row["sha256"], row["score"], row["label"]) == ("ab" * 32, "0.25", "1")
    assert row["picture"] == ""
    assert [p.name for p in (empty_home / "data").iterdir()] == ["feedback.csv"]


def test_the_picture_is_kept_only_when_given_and_by_its_hash(empty_home):
    pixels = np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8)
    append_feedback(feedback(), pixels)
    kept = empty_home / "data" / rows()[0]["picture"]
    assert kept.name == "ab" * 32 + ".png"
    np.testing.assert_array_equal(cv2.imread(str(kept))[..., ::-1], pixels)


def test_many_answers_at_once_are_all_kept_whole(empty_home):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda k: append_feedback(feedback(sha256=f"{k:064x}")), range(100)))
    assert sorted(int(row["sha256"], 16) for row in rows()) == list(range(100))


def test_a_name_that_is_a_formula_stays_a_name(empty_home):
    append_feedback(feedback(strategy="=cmd()"))
    assert rows()[0]["strategy"] == "'=cmd()"


def test_a_disk_that_refuses_is_a_sentence(empty_home):
    feedback_path().mkdir(parents=True)
    with pytest.raises(RaresightError, match="could not be written"):
        append_feedback(feedback())
