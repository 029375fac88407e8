from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.collection.labels import append_label, labels_path, load_labels, undo_last
from core.errors import RaresightError

ROOT = Path(__file__).resolve().parents[3]
MANY = """
import sys
from core.collection.labels import append_label
for i in range(60):
    append_label("mine", f"{sys.argv[1]}-{i}.jpg", "graffiti", sys.argv[1])
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def standing():
    return load_labels("mine").set_index("image")["label"].to_dict()


def say(*answers, person="Ann"):
    for image, label in answers:
        append_label("mine", image, label, person)


def test_nothing_labelled_is_an_empty_table():
    assert load_labels("mine").empty
    assert undo_last("mine", "Ann") is None


def test_the_latest_row_of_an_image_counts():
    say(("a.jpg", "graffiti"), ("b.jpg", "unsure"), ("a.jpg", "no_graffiti"))
    assert standing() == {"b.jpg": "unsure", "a.jpg": "no_graffiti"}


def test_an_undo_brings_back_what_the_image_was_before():
    say(("a.jpg", "graffiti"), ("a.jpg", "unsure"))
    assert undo_last("mine", "Ann") == "a.jpg"
    assert standing() == {"a.jpg": "graffiti"}
    assert undo_last("mine", "Ann") == "a.jpg"
    assert standing() == {}
    assert undo_last("mine", "Ann") is None


def test_an_undo_takes_back_only_ones_own():
    say(("a.jpg", "graffiti"))
    say(("a.jpg", "no_graffiti"), ("b.jpg", "unsure"), person="Bob")
    assert undo_last("mine", "Ann") == "a.jpg"
    assert standing() == {"a.jpg": "no_graffiti", "b.jpg": "unsure"}


def test_nothing_that_was_said_is_rewritten():
    say(("a.jpg", "graffiti"))
    before = labels_path("mine").read_bytes()
    undo_last("mine", "Ann")
    assert labels_path("mine").read_bytes().startswith(before)


def test_two_processes_and_four_threads_at_once_lose_no_row():
    workers = [subprocess.Popen([sys.executable, "-c", MANY, n], cwd=ROOT) for n in ("p", "q")]
    with ThreadPoolExecutor(4) as pool:
        for i in range(100):
            pool.submit(append_label, "mine", f"t-{i}.jpg", "unsure", "Ann")
    assert [worker.wait(60) for worker in workers] == [0, 0]
    expected = {f"{n}-{i}.jpg" for n in ("p", "q") for i in range(60)}
    assert set(standing()) == expected | {f"t-{i}.jpg" for i in range(100)}


def test_a_line_that_a_killed_process_left_half_written_spoils_no_other():
    say(("a.jpg", "graffiti"))
    with labels_path("mine").open("a") as file:
        file.write("b.jpg,graf")
    assert set(standing()) == {"a.jpg"}
    say(("c.jpg", "unsure"))
    assert set(standing()) == {"a.jpg", "c.jpg"}


def test_a_last_row_typed_by_hand_without_a_newline_counts_and_stays():
    say(("a.jpg", "graffiti"))
    with labels_path("mine").open("a") as file:
        file.write("b.jpg,unsure,Bob,2026-01-01T00:00:00+00:00")
    assert set(standing()) == {"a.jpg", "b.jpg"}
    say(("c.jpg", "unsure"))
    assert set(standing()) == {"a.jpg", "b.jpg", "c.jpg"}


def test_a_disk_that_is_full_keeps_every_row_and_says_so():
    say(("a.jpg", "graffiti"))
    size = labels_path("mine").stat().st_size
    code = f"""
import resource, signal
from core.collection.labels import append_label
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 9}, resource.RLIM_INFINITY))
append_label("mine", "b.jpg", "graffiti", "Ann")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "This answer is not kept" in done.stderr
    assert labels_path("mine").stat().st_size == size


def test_a_folder_that_cannot_be_made_says_so(home):
    (home / "data").write_text("a file where a folder should be")
    with pytest.raises(RaresightError, match="This answer is not kept"):
        say(("a.jpg", "graffiti"))


@pytest.mark.parametrize(
    ("image", "label"), [("a.jpg", "grafitti"), ("a\n.jpg", "unsure"), ("", "unsure")]
)
def test_what_is_no_label_or_no_name_is_refused(image, label):
    with pytest.raises(RaresightError, match="expected"):
        append_label("mine", image, label, "Ann")
    assert not labels_path("mine").exists()


def test_names_with_commas_quotes_and_formulas_stay_names():
    append_label("mine", 'x,"y".jpg', "graffiti", "=cmd(),\n2")
    row = load_labels("mine").iloc[0]
    assert (row["image"], row["person"]) == ('x,"y".jpg', "'=cmd(), 2")
    assert undo_last("mine", "=cmd(),\n2") == 'x,"y".jpg'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("image,label\n", "expected 'image,label,person,at'"),
        ("image,label,person,at\na.jpg,yes,Ann,now\n", "line 2"),
        ("image,label,person,at\na.jpg,graffiti\n", "line 2"),
        ('image,label,person,at\n"a.jpg\n', "cannot be read"),
        ("\xff", "cannot be read"),
    ],
)
def test_a_broken_file_is_named_with_its_line(text, word):
    path = labels_path("mine")
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(RaresightError, match=word):
        load_labels("mine")
