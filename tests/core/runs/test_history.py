import numpy as np
import pandas as pd
import pytest

from core.errors import RaresightError
from core.runs.history import NUMBERS, append_epoch, load_measures


def store(folder, **columns):
    pd.DataFrame(columns).to_csv(folder / "epochs.csv", index=False)


def test_what_training_appends_is_read_back_as_numbers(tmp_path):
    for epoch in (1, 2):
        append_epoch(tmp_path, {"epoch": epoch, "f1": 0.25 * epoch, "val_f1": 0.125 * epoch})
    frame = load_measures(tmp_path)
    assert frame["epoch"].tolist() == [1, 2]
    assert frame["f1"].tolist() == [0.25, 0.5]
    assert frame["val_f1"].tolist() == [0.125, 0.25]
    assert frame["loss"].isna().all()
    assert set(frame.columns) == {"epoch", *NUMBERS}


def test_what_is_no_number_is_undefined_and_the_rest_stays(tmp_path):
    store(tmp_path, epoch=[1, 2, 3], loss=["0.5", "inf", "text"], val_loss=[1.0, 2.0, 3.0])
    frame = load_measures(tmp_path)
    assert frame["loss"].tolist()[0] == 0.5
    assert np.isnan(frame["loss"].tolist()[1:]).all()
    assert frame["val_loss"].tolist() == [1, 2, 3]


def test_epochs_come_in_order_and_the_last_of_equals_counts(tmp_path):
    store(tmp_path, epoch=[2, 1, 2], loss=[0.2, 0.1, 0.3])
    assert load_measures(tmp_path)[["epoch", "loss"]].values.tolist() == [[1, 0.1], [2, 0.3]]


def test_a_number_that_is_none_of_an_epoch_is_left_out(tmp_path):
    store(tmp_path, epoch=[1, 1e300, -5, None], loss=[0.1, 0.2, 0.3, 0.4])
    assert load_measures(tmp_path)["loss"].tolist() == [0.1]


@pytest.mark.parametrize("text", ["", "epoch\n", "epoch,loss\nfirst,1\n", "loss\n1\n"])
def test_a_table_without_epochs_is_named(tmp_path, text):
    (tmp_path / "epochs.csv").write_text(text)
    with pytest.raises(RaresightError, match=r"epochs\.csv"):
        load_measures(tmp_path)
