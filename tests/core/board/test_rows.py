import numpy as np
import pytest
from sklearn import metrics as oracle

from core.board.rows import COUNTS, SHOWN, board_rows, density, strategy_rows
from core.board.terms import Terms
from core.metrics.sweep import threshold_sweep
from core.metrics.uncertainty import metric_intervals
from tests.core.board.made_up import labelled_scores, repeated

TIMES = 5  # each image with graffiti stands for so many on the street


@pytest.fixture(scope="module")
def images():
    return labelled_scores()


@pytest.fixture(scope="module")
def street(images):
    """The rows at the prevalence of a street whose images are those of ``repeated``."""
    share = repeated(*images, TIMES)[0].mean()
    return strategy_rows(threshold_sweep(*images), Terms(6, 2, prevalence=share))


@pytest.mark.parametrize("k", [0, 290, 570, 580, 1000])
def test_measures_follow_the_street_and_counts_stay_as_validated(images, street, k):
    y_true, y_score = images
    tn, fp, fn, tp = oracle.confusion_matrix(y_true, y_score >= k / 1000).ravel()
    assert [street[name][k] for name in COUNTS] == [tp, fp, fn, tn]
    assert street["mcc"][k] == pytest.approx(
        oracle.matthews_corrcoef(y_true, y_score >= k / 1000) if tp + fp and tn + fn else np.nan,
        nan_ok=True,
    )
    y_true, y_score = repeated(*images, TIMES)
    decided = y_score >= k / 1000
    expected = {
        "precision": oracle.precision_score(y_true, decided, zero_division=np.nan),
        "recall": oracle.recall_score(y_true, decided),
        "f1": oracle.f1_score(y_true, decided),
        "accuracy": oracle.accuracy_score(y_true, decided),
        "flagged_rate": decided.mean(),
        "cost": 1000 * np.mean(6 * (y_true > decided) + 2 * (decided > y_true)),
    }
    for name, value in expected.items():
        assert street[name][k] == pytest.approx(value, nan_ok=True), name


def test_each_interval_holds_its_measure_on_the_street_too(street):
    for name in SHOWN:
        low, high = street[f"{name}_low"], street[f"{name}_high"]
        hair = 1e-6 * np.maximum(1, np.abs(street[name]))  # bounds are float32
        inside = (low <= street[name] + hair) & (street[name] <= high + hair)
        defined = ~np.isnan(street[name]) & ~np.isnan(low)
        assert inside[defined].mean() > 0.98, name


def test_the_intervals_are_those_of_the_same_terms(images, street):
    y_true, _ = repeated(*images, TIMES)
    same = {"cost_per_false_negative": 6, "cost_per_false_positive": 2, "prevalence": y_true.mean()}
    low, high = metric_intervals(threshold_sweep(*images), **same)["cost"]
    assert street["cost_low"] == pytest.approx(low, rel=1e-6)
    assert street["cost_high"] == pytest.approx(high, rel=1e-6)


def test_strategies_lie_one_after_another_and_undefined_is_nan_and_not_null(images, street):
    table = board_rows([street, street])
    assert table.num_rows == 2002
    assert table["precision"].null_count == 0
    both = table["f1"].to_numpy()
    assert np.array_equal(both[:1001], both[1001:], equal_nan=True)


def test_heights_of_the_scores_are_the_roots_of_each_classs_shares(images):
    y_true, y_score = images
    table = density([threshold_sweep(y_true, y_score)])
    for label, name in ((1, "graffiti/0"), (0, "clean/0")):
        own = np.round(y_score[y_true == label] * 1000).astype(int)
        counts, _ = np.histogram(own, np.arange(0, 1001, 10))
        assert table[name].to_numpy() ** 2 == pytest.approx(counts / own.size, abs=1e-6)
