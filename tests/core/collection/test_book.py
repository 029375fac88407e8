import pytest

from core.collection.book import ASKED, Book
from core.collection.gathered import load_gathered
from core.collection.journal import journal_path
from core.collection.service import Place
from core.errors import RaresightError
from core.home import data_folder
from tests.core.collection.conftest import make_options

SETTINGS = make_options().settings
PLACE = Place("-id", 39.7, -104.8, 12.5, "2019-07", 'Ann "A", Lee')


@pytest.fixture
def folder(home):
    return data_folder("mine")


def opened(folder):
    book = Book(folder)
    book.open(SETTINGS)
    return book


def test_an_image_that_landed_before_the_journal_said_so_is_kept(folder):
    book = opened(folder)
    book.found("Aurora, CO", "1,2", PLACE)
    book.asking("1,2")
    book.keep("1,2", b"picture")
    book.close()
    lines = journal_path(folder).read_bytes().splitlines(keepends=True)
    journal_path(folder).write_bytes(b"".join(lines[:-1]))
    (folder / "gathered.csv").unlink()
    book = opened(folder)
    book.close()
    assert (book.n_kept["Aurora, CO"], book.n_in(ASKED)) == (1, 0)
    row = load_gathered("mine").iloc[0]
    assert (row["pano_id"], row["author"]) == ("-id", 'Ann "A", Lee')


def test_a_request_whose_answer_is_unknown_counts_as_spent(folder):
    book = opened(folder)
    book.found("Aurora, CO", "1,2", PLACE)
    book.asking("1,2")
    book.close()
    again = Book(folder)
    assert (again.n_spent, again.n_in(ASKED), again.claimed) == (1, 1, {"-id"})


def test_a_request_that_never_left_is_open_again(folder):
    book = opened(folder)
    book.found("Aurora, CO", "1,2", PLACE)
    book.asking("1,2")
    book.unbilled("1,2")
    book.close()
    again = Book(folder)
    assert (again.n_spent, again.claimed, again.places["1,2"]) == (0, set(), PLACE)


@pytest.mark.parametrize("n_bytes", [1, 20, 60])
def test_a_torn_last_line_is_cut_and_the_next_one_is_whole(folder, n_bytes):
    book = opened(folder)
    book.found("Aurora, CO", "1,2", None)
    book.found("Aurora, CO", "3,4", None)
    book.close()
    whole = journal_path(folder).read_bytes()
    journal_path(folder).write_bytes(whole[:-n_bytes])
    book = opened(folder)
    book.found("Aurora, CO", "5,6", PLACE)
    book.close()
    assert list(Book(folder).places) == ["1,2", "5,6"]


def test_half_an_image_left_by_a_killed_process_is_swept_away(folder):
    rest = folder / "images" / ".x1.tmp"
    rest.parent.mkdir(parents=True)
    rest.write_bytes(b"half")
    opened(folder).close()
    assert not rest.exists()


@pytest.mark.parametrize("line", [b"nonsense\n", b"[]\n", b'{"event": "new"}\n', b'{"a": 1}\n'])
def test_a_journal_that_cannot_be_understood_is_not_overwritten(folder, line):
    opened(folder).close()
    with journal_path(folder).open("ab") as file:
        file.write(line)
    with pytest.raises(RaresightError, match=r"gathering.jsonl .* --experiment"):
        Book(folder)
    assert journal_path(folder).read_bytes().endswith(line)


def test_the_table_keeps_the_order_of_the_points_whatever_landed_first(folder):
    book = opened(folder)
    for i in range(3):
        book.found("Aurora, CO", f"{i},0", Place(f"id{i}", 1.0, 2.0, None, "", ""))
    for i in (2, 0, 1):
        book.asking(f"{i},0")
        book.keep(f"{i},0", b"picture")
    assert list(load_gathered("mine")["pano_id"]) == ["id2", "id0", "id1"]
    book.close()
    assert list(load_gathered("mine")["pano_id"]) == ["id0", "id1", "id2"]
