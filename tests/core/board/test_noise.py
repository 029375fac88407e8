import numpy as np
import pytest

from core.board.noise import JUDGED, Judged, verdict_table, verdicts
from core.board.terms import Terms
from core.metrics.cost import cost_per_1000
from core.metrics.paired import compare_paired
from core.metrics.prevalence import at_prevalence

GRID = np.arange(1001)


def strategies(seed=0, n=3_000):
    rng = np.random.default_rng(seed)
    y_true = (rng.random(n) < 0.08).astype(np.int8)
    hard = rng.normal(size=n)
    for lift in (1.5, 2.2):
        y_score = 1 / (1 + np.exp(2 - lift * y_true - hard - rng.normal(size=n)))
        yield y_true, np.round(y_score, 3)


@pytest.mark.parametrize("measure", ["f1", "recall", "precision"])
def test_a_verdict_is_that_of_the_paired_draws_except_where_they_hang_by_a_hair(measure):
    (y_true, first), (_, second) = strategies()
    path_b = np.minimum(1000, GRID + 30)
    found = verdicts(Judged(y_true, first, GRID), Judged(y_true, second, path_b), Terms())[measure]
    words = {"better": 1, "worse": -1, "cannot tell": 0}
    seen = set()
    for k in range(0, 900, 20):
        pair = compare_paired(y_true, first >= k / 1000, second >= path_b[k] / 1000, n_draws=2_000)
        difference = getattr(pair, measure)
        width = difference.high - difference.low
        if min(abs(difference.low), abs(difference.high)) > 0.08 * width:
            assert found[k] == words[difference.verdict], k
            seen.add(int(found[k]))
    assert len(seen) > 1


def test_cost_and_prevalence_are_judged_as_by_resampling_the_images():
    (y_true, first), (_, second) = strategies(1)
    terms = Terms(10, 1, prevalence=0.01)
    found = verdicts(Judged(y_true, first, GRID), Judged(y_true, second, GRID), terms)
    rng = np.random.default_rng(0)
    parts = [np.flatnonzero(y_true == label) for label in (1, 0)]
    seen = set()
    for k in range(50, 900, 50):
        differences = {"cost": [], "precision": []}
        for _ in range(400):
            picks = [rng.choice(part, part.size) for part in parts]
            values = [measured(*(s[p] >= k / 1000 for p in picks), terms) for s in (first, second)]
            for name, drawn in differences.items():
                drawn.append(values[0][name] - values[1][name])
        for name, drawn in differences.items():
            low, high = np.quantile(drawn, [0.025, 0.975])
            if min(abs(low), abs(high)) > 0.15 * (high - low):
                sign = int(low > 0) - int(high < 0)
                assert found[name][k] == (-sign if name == "cost" else sign), (name, k)
                seen.add((name, sign))
    assert {name for name, sign in seen if sign} == {"cost", "precision"}


def measured(graffiti, rest, terms):
    counts = graffiti.sum(), rest.sum(), (~graffiti).sum(), (~rest).sum()
    cost = cost_per_1000(*counts, 10, 1, terms.prevalence)
    street = at_prevalence(graffiti.mean(), rest.mean(), terms.prevalence)
    return {"cost": float(cost), "precision": float(street["precision"])}


def test_the_baseline_never_differs_from_itself():
    (y_true, first), (_, second) = strategies()
    both = [Judged(y_true, first, GRID), Judged(y_true, second, GRID)]
    table = verdict_table({"same_threshold": both}, 1, Terms())
    assert table.column_names == [f"same_threshold/{m}/{i}" for i in (0, 1) for m in JUDGED]
    assert all(not np.any(table[f"same_threshold/{m}/1"].to_numpy()) for m in JUDGED)


@pytest.mark.parametrize("label", [0, 1])
def test_with_one_class_alone_nothing_is_divided_by_nothing(label):
    y_true = np.full(50, label)
    rng = np.random.default_rng(0)
    a, b = (Judged(y_true, rng.random(50), GRID) for _ in range(2))
    assert set(verdicts(a, b, Terms(prevalence=0.1))) == set(JUDGED)


def test_an_undefined_precision_is_no_verdict():
    y_true = np.array([1] * 40 + [0] * 40)
    a = Judged(y_true, np.where(y_true == 1, 0.9, 0.1), GRID)
    b = Judged(y_true, np.full(80, 0.3), GRID)
    found = verdicts(a, b, Terms())
    assert found["precision"][200] == 1
    assert found["precision"][500] == 0  # the second flags nothing there
    assert found["recall"][500] == 1
