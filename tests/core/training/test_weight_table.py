import numpy as np
import pandas as pd
import pytest
from sklearn.utils.class_weight import compute_class_weight

from core.training.weight_table import weight_table

RNG = np.random.default_rng(3)
MANIFEST = pd.DataFrame(
    {"label": (RNG.random(400) < 0.1).astype(np.int8), "fold": RNG.integers(0, 3, 400)}
).assign(role="all")


def test_weights_are_scikit_learns_balanced_ones_of_the_other_folds():
    table = weight_table(MANIFEST).set_index("fold")
    assert list(table.index) == [0, 1, 2]
    for fold, row in table.iterrows():
        labels = MANIFEST["label"][MANIFEST["fold"] != fold]
        rest, graffiti = compute_class_weight("balanced", classes=np.array([0, 1]), y=labels)
        assert (row["rest"], row["graffiti"]) == pytest.approx((rest, graffiti))
        assert row["counts_as"] == pytest.approx((labels == 0).sum() / (labels == 1).sum())


def test_extra_images_do_not_count():
    more = pd.DataFrame({"label": [1] * 50, "fold": 0, "role": "extra"})
    pd.testing.assert_frame_equal(weight_table(pd.concat([MANIFEST, more])), weight_table(MANIFEST))


def test_without_one_of_the_classes_there_are_no_weights():
    labels = [1, 0, 0, 0]
    table = weight_table(pd.DataFrame({"label": labels, "fold": [0, 0, 1, 1], "role": "all"}))
    assert table["counts_as"].isna().tolist() == [True, False]
