import csv
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.datasets.review import (
    CLEARED,
    COLUMNS,
    UNSURE,
    WRONG,
    append_mark,
    load_review,
    review_path,
)
from core.errors import RaresightError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def said():
    return {image: mark.mark for image, mark in load_review("e").marks.items()}


def test_nothing_is_marked_at_first():
    assert said() == {}
    assert not review_path("e").exists()


def test_the_last_word_on_an_image_counts_and_a_mark_can_be_taken_back():
    append_mark("e", "a.jpg", 1, WRONG)
    append_mark("e", "b.jpg", 0, UNSURE)
    append_mark("e", "a.jpg", 1, UNSURE)
    assert list(said().items()) == [("b.jpg", UNSURE), ("a.jpg", UNSURE)]
    append_mark("e", "b.jpg", 0, CLEARED)
    assert said() == {"a.jpg": UNSURE}
    assert load_review("e").counts == {WRONG: 0, UNSURE: 1}
    rows = list(csv.reader(io.StringIO(review_path("e").read_text())))
    assert rows[0] == COLUMNS
    assert [tuple(row[1:]) for row in rows[1:]] == [
        ("a.jpg", "1", WRONG),
        ("b.jpg", "0", UNSURE),
        ("a.jpg", "1", UNSURE),
        ("b.jpg", "0", CLEARED),
    ]
    age = datetime.now(UTC) - datetime.fromisoformat(rows[1][0])
    assert timedelta(0) <= age < timedelta(minutes=1)


def test_a_name_that_is_a_formula_comes_back_as_it_was_but_runs_nothing():
    names = ["=cmd()", "'=cmd()", "@x", "a,b.jpg", 'q"uote', "two\nlines", "üñ.png"]
    for name in names:
        append_mark("e", name, 0, WRONG)
    assert list(said()) == names
    cells = [row[1] for row in csv.reader(io.StringIO(review_path("e").read_text()))]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def mark_many(worker):
    for i in range(50):
        append_mark("e", f"{worker}-{i}.jpg", 0, UNSURE)


def test_processes_and_threads_that_mark_at_once_lose_no_row():
    code = (
        "import sys; from core.datasets.review import append_mark; "
        "[append_mark('e', f'{sys.argv[1]}-{i}.jpg', 0, 'unsure') for i in range(50)]"
    )
    commands = [[sys.executable, "-c", code, f"process-{k}"] for k in range(3)]
    processes = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(mark_many, [f"thread-{k}" for k in range(4)]))
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    review = load_review("e")
    assert len(review.marks) == 7 * 50
    assert review.n_unreadable == 0


def test_a_line_that_was_cut_off_spoils_neither_the_next_nor_the_others():
    append_mark("e", "a.jpg", 1, WRONG)
    with review_path("e").open("a") as file:
        file.write("2026-01-01T00:00:00+00:00,b.j")
    append_mark("e", "c.jpg", 1, WRONG)
    assert said() == {"a.jpg": WRONG, "c.jpg": WRONG}
    assert load_review("e").n_unreadable == 1


def test_a_file_that_is_no_review_is_named_and_left_alone():
    review_path("e").parent.mkdir(parents=True)
    review_path("e").write_text("name;opinion\n")
    for act in (lambda: load_review("e"), lambda: append_mark("e", "a.jpg", 1, WRONG)):
        with pytest.raises(RaresightError, match=r"review\.csv cannot be read as a review"):
            act()
    assert review_path("e").read_text() == "name;opinion\n"


def test_a_disk_that_refuses_is_a_sentence(home):
    (home / "data").write_text("not a folder")
    with pytest.raises(RaresightError, match="could not be written"):
        append_mark("e", "a.jpg", 1, WRONG)


def test_a_mark_that_is_none_and_a_name_that_leaves_the_folder_are_refused():
    with pytest.raises(RaresightError, match="expected one of"):
        append_mark("e", "a.jpg", 1, "maybe")
    with pytest.raises(RaresightError, match="not a plain folder name"):
        append_mark("../e", "a.jpg", 1, WRONG)
