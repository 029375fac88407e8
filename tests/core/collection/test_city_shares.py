import numpy as np
import pandas as pd
import pytest

from core.collection.city_shares import ALL_CITIES, city_shares, image_table
from core.metrics.counts import ConfusionCounts
from core.metrics.rogan_gladen import corrected_share
from core.metrics.wilson import wilson_interval

GOOD = ConfusionCounts(tp=80, fn=20, tn=950, fp=50)
CHANCE = ConfusionCounts(tp=50, fn=50, tn=500, fp=500)


def pictures(*cities):
    rows = [(f"{k}.jpg", city, 40.0 + k, -100.0 - k) for k, city in enumerate(cities)]
    return pd.DataFrame(rows, columns=["image", "city", "lat", "lon"])


def scores(**by_image):
    table = pd.DataFrame({"image": names(by_image), "score": list(by_image.values())})
    return table.astype({"image": str, "score": float}).assign(error="")


def labels(**by_image):
    return pd.DataFrame({"image": names(by_image), "label": list(by_image.values())}, dtype=str)


def names(by_image):
    return [f"{name[1:]}.jpg" for name in by_image]


def shares(table, validated=GOOD):
    return city_shares(table, validated).set_index("city")


def test_a_score_equal_to_the_threshold_is_flagged():
    table = image_table(pictures("A", "A"), scores(i0=0.5, i1=0.499), labels(), 0.5)
    assert table["flagged"].tolist() == [True, False]


def test_each_city_has_its_share_of_the_scored_images():
    table = image_table(
        pictures(*"AAAAB"), scores(i0=0.9, i1=0.8, i2=0.1, i4=0.7), labels(), threshold=0.5
    )
    row = shares(table).loc["A"]
    assert (row["n_images"], row["n_scored"], row["n_flagged"]) == (4, 3, 2)
    assert row["flagged"] == pytest.approx(2 / 3)
    assert (row["flagged_low"], row["flagged_high"]) == pytest.approx(wilson_interval(2, 3))
    expected = corrected_share(2, 3, GOOD)
    assert row["corrected"] == expected.share
    assert (row["corrected_low"], row["corrected_high"]) == (expected.low, expected.high)


def test_all_together_come_last_and_add_up():
    table = image_table(pictures(*"BABA"), scores(i0=0.9, i1=0.1), labels(), 0.5)
    found = city_shares(table, GOOD)
    assert found["city"].tolist() == ["A", "B", ALL_CITIES]
    assert found["n_images"].tolist() == [2, 2, 4]
    assert found["n_flagged"].tolist() == [0, 1, 1]


def test_a_city_stands_in_the_middle_of_its_images():
    table = image_table(pictures(*"AAA"), scores(), labels(), 0.5)
    assert shares(table).loc["A", ["lat", "lon"]].tolist() == [41.0, -101.0]


def test_what_was_not_scored_or_labelled_is_undefined_and_not_0():
    row = shares(image_table(pictures("A"), scores(), labels(), 0.0)).loc["A"]
    columns = [
        f"{n}{side}" for n in ("flagged", "corrected", "labelled") for side in ("", "_low", "_high")
    ]
    assert np.isnan(row[columns].astype(float)).all()


def test_a_strategy_no_better_than_chance_corrects_nothing():
    table = image_table(pictures("A", "A"), scores(i0=0.9, i1=0.1), labels(), 0.5)
    row = shares(table, CHANCE).loc["A"]
    assert row["flagged"] == 0.5
    assert np.isnan(row["corrected"])


def test_unsure_labels_are_left_out_of_the_labels_own_share():
    said = labels(i0="graffiti", i1="no_graffiti", i2="unsure")
    row = shares(image_table(pictures(*"AAAA"), scores(), said, 0.5)).loc["A"]
    assert (row["n_labelled"], row["n_graffiti"], row["labelled"]) == (2, 1, 0.5)


def test_an_image_that_could_not_be_read_is_not_counted_as_scored():
    table = image_table(pictures("A", "A"), scores(i0=np.nan, i1=0.9), labels(), 0.5)
    assert shares(table).loc["A", "flagged"] == 1.0
