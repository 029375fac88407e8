import numpy as np
import pytest

from core.board.references import baseline_rows, reported_rows
from core.board.terms import Terms
from core.metrics.sweep import threshold_sweep


def test_the_articles_figures_stand_at_its_thresholds_turned_to_ours():
    """Its 0.75 on P(no graffiti) is 0.25 on P(graffiti); what it does not report is absent."""
    rows = {row["name"]: row for row in reported_rows()}
    found = {name: round(row["recall"] * 141) for name, row in rows.items()}
    assert found == {
        "article: naive": 84,
        "article: F1 metric": 106,  # "about 75 %"
        "article: class weights": 113,
        "article: augmentation": 121,
    }
    assert [row["threshold"] for row in rows.values()] == [0.5, 0.25, 0.5, 0.5]
    assert [row.get("specificity") for row in rows.values()] == [0.997, None, 0.98, 0.832]
    assert all("reported" in row["label"] for row in rows.values())
    assert not any("f1" in row or "precision" in row for row in rows.values())


@pytest.fixture
def sweep():
    y_true = np.array([1] * 20 + [0] * 180)
    return threshold_sweep(y_true, np.linspace(0, 1, 200))


def test_baselines_are_what_flagging_without_looking_gives(sweep):
    nothing, everything, by_lot = baseline_rows(sweep, Terms(10, 1))
    assert (nothing["recall"], nothing["specificity"], nothing["f1"]) == (0, 1, 0)
    assert "precision" not in nothing
    assert nothing["cost"] == 10 * 100
    assert (everything["recall"], everything["precision"]) == (1, 0.1)
    assert everything["cost"] == 900
    assert "mcc" not in everything
    assert by_lot["flagged_rate"] == pytest.approx(0.05)
    assert by_lot["precision"] == pytest.approx(0.1)
    assert by_lot["mcc"] == pytest.approx(0, abs=1e-12)


def test_on_the_street_flagging_everything_is_as_precise_as_graffiti_is_common(sweep):
    _, everything, by_lot = baseline_rows(sweep, Terms(10, 1, prevalence=0.02))
    assert everything["precision"] == pytest.approx(0.02)
    assert by_lot["precision"] == pytest.approx(0.02)
    assert everything["cost"] == pytest.approx(980)
