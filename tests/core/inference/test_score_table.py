import csv

import pandas as pd
import pytest

from core.errors import RaresightError
from core.inference.csv_cells import safe_cell
from core.inference.score_table import SCHEMA, ScoreRow, open_table

ROWS = [
    ScoreRow("a, b.jpg", "naive", 0.25, 0.5, "no graffiti", "0 120 240"),
    ScoreRow("bad.jpg", error="bad.jpg is empty."),
]
COLUMNS = ["path", "strategy", "score", "threshold", "verdict", "tile", "error"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_what_is_written_is_read_back(tmp_path, suffix):
    path = tmp_path / f"scores{suffix}"
    with open_table(path) as table:
        for row in ROWS:
            table.write([row])
    frame = pd.read_csv(path) if suffix == ".csv" else pd.read_parquet(path)
    assert list(frame.columns) == COLUMNS == SCHEMA.names
    assert frame["path"].tolist() == ["a, b.jpg", "bad.jpg"]
    assert frame["score"][0] == 0.25
    assert pd.isna(frame["score"][1])
    assert frame["error"][1] == "bad.jpg is empty."


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_table_without_rows_has_its_columns(tmp_path, suffix):
    path = tmp_path / f"scores{suffix}"
    with open_table(path):
        pass
    frame = pd.read_csv(path) if suffix == ".csv" else pd.read_parquet(path)
    assert list(frame.columns) == COLUMNS


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_csv_starts_a_formula(tmp_path, start):
    path = tmp_path / "scores.csv"
    with open_table(path) as table:
        table.write([ScoreRow(start + "cmd()|'/c calc'!A1", error=start + "2")])
    with path.open(newline="") as file:
        row = list(csv.reader(file))[1]
    assert row[0] == "'" + start + "cmd()|'/c calc'!A1"
    assert row[-1] == "'" + start + "2"
    assert safe_cell("street=1.jpg") == "street=1.jpg"


def test_another_ending_is_refused(tmp_path):
    with (
        pytest.raises(RaresightError, match=r"expected \.csv or \.parquet"),
        open_table(tmp_path / "scores.xlsx"),
    ):
        pass


def fail_on_the_way(path):
    with open_table(path) as table:
        table.write(ROWS)
        raise ZeroDivisionError


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_an_error_on_the_way_leaves_the_old_table(tmp_path, suffix):
    path = tmp_path / f"scores{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        fail_on_the_way(path)
    assert path.read_bytes() == b"old"
