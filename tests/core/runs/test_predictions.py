import resource

import numpy as np
import pandas as pd
import pytest

from core.errors import RaresightError
from core.runs.predictions import load_predictions_file, write_predictions


def predictions(n=4):
    return pd.DataFrame(
        {
            "image": [f"i{k}" for k in range(n)],
            "y_true": np.arange(n) % 2,
            "y_score": np.linspace(0, 1, n, dtype=np.float32),
        }
    )


def test_what_is_written_is_read_back_with_its_precision(tmp_path):
    write_predictions(tmp_path, predictions())
    frame = load_predictions_file(tmp_path)
    assert frame["y_score"].dtype == np.float32
    assert frame["y_true"].dtype == np.int8
    assert frame["image"].tolist() == ["i0", "i1", "i2", "i3"]


def test_a_csv_serves_where_there_is_no_parquet(tmp_path):
    predictions().to_csv(tmp_path / "validation.csv", index=False)
    assert len(load_predictions_file(tmp_path)) == 4


def test_image_names_that_look_like_numbers_stay_text(tmp_path):
    frame = predictions().assign(image=["001", "002", "003", "004"])
    frame.to_csv(tmp_path / "validation.csv", index=False)
    assert load_predictions_file(tmp_path)["image"].tolist() == ["001", "002", "003", "004"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"y_score": [0.1, np.nan, 0.2, 0.3]}, "probabilities in"),
        ({"y_score": [0.1, 1.5, 0.2, 0.3]}, "sigmoid"),
        ({"y_score": [0.1, -np.inf, 0.2, 0.3]}, "probabilities in"),
        ({"y_score": list("abcd")}, "float32 or float64"),
        ({"y_true": [0, 1, 2, 0]}, "integers 0 and 1"),
        ({"y_true": [0.0, 1.0, np.nan, 0.0]}, "integers 0 and 1"),
        ({"image": ["a", "a", "b", "c"]}, "more than once"),
        ({"image": ["a", None, "b", "c"]}, "non-empty name"),
    ],
)
def test_a_bad_column_is_named_with_what_came_and_what_to_do(tmp_path, change, says):
    predictions().assign(**change).to_parquet(tmp_path / "validation.parquet")
    with pytest.raises(RaresightError, match=says) as error:
        load_predictions_file(tmp_path)
    assert str(tmp_path / "validation.parquet") in str(error.value)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"hello"])
def test_an_empty_or_cut_off_file_is_named(tmp_path, content):
    (tmp_path / "validation.parquet").write_bytes(content)
    with pytest.raises(RaresightError, match=r"validation\.parquet cannot be read"):
        load_predictions_file(tmp_path)


def test_a_truncated_parquet_is_named(tmp_path):
    write_predictions(tmp_path, predictions(500))
    path = tmp_path / "validation.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RaresightError, match="cut off"):
        load_predictions_file(tmp_path)


def test_a_missing_file_or_column_or_row_says_what_was_expected(tmp_path):
    with pytest.raises(RaresightError, match="is missing"):
        load_predictions_file(tmp_path)
    predictions().drop(columns="y_true").to_parquet(tmp_path / "validation.parquet")
    with pytest.raises(RaresightError, match="'y_true'"):
        load_predictions_file(tmp_path)
    predictions(0).to_parquet(tmp_path / "validation.parquet")
    with pytest.raises(RaresightError, match="no rows"):
        load_predictions_file(tmp_path)


def test_a_full_disk_leaves_the_old_file_whole(tmp_path):
    write_predictions(tmp_path, predictions())
    before = (tmp_path / "validation.parquet").read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(RaresightError, match="could not be written"):
            write_predictions(tmp_path, predictions(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "validation.parquet").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["validation.parquet"]
