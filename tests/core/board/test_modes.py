import numpy as np
import pytest

from core.board.modes import WORDS, asked, mode_paths
from core.board.terms import Terms
from core.metrics.matching import MODES
from core.metrics.sweep import THRESHOLDS, threshold_sweep
from tests.core.board.made_up import labelled_scores

TERMS = Terms(20, 3, prevalence=0.02)


@pytest.fixture(scope="module")
def images():
    return [labelled_scores(seed) for seed in (1, 2)]


def on_the_street(y_true, y_score, t):
    """Shares of a street's images: found, missed, false alarms."""
    share, flagged = TERMS.prevalence, y_score >= t
    found = share * flagged[y_true == 1].mean()
    return found, share - found, (1 - share) * flagged[y_true == 0].mean()


def test_every_mode_has_words_and_a_path_a_strategy(images):
    table = mode_paths([threshold_sweep(*own) for own in images], Terms())
    assert set(WORDS) == set(MODES)
    names = {f"{mode}/{i}" for mode in MODES for i in ("asked", 0, 1)}
    assert set(table.column_names) == names
    assert table.num_rows == 1001


def test_best_f1_flagged_rate_and_cost_are_those_of_the_street(images):
    table = mode_paths([threshold_sweep(*own) for own in images], TERMS)
    for i, own in enumerate(images):
        found, missed, alarms = np.transpose([on_the_street(*own, t) for t in THRESHOLDS])
        k = table[f"best_f1/{i}"][0].as_py()
        f1 = 2 * found / (2 * found + missed + alarms)
        assert f1[k] == pytest.approx(np.nanmax(f1))
        k = table[f"lowest_cost/{i}"][0].as_py()
        cost = 20 * missed + 3 * alarms
        assert cost[k] == pytest.approx(cost.min())
        k = table[f"same_flagged_rate/{i}"][600].as_py()
        assert found[k] + alarms[k] <= 0.08 < found[k - 1] + alarms[k - 1]


def test_what_a_position_asks_for_runs_from_one_end_of_the_slider_to_the_other():
    assert asked("same_threshold")[[0, 290, 1000]].tolist() == [0, 0.29, 1]
    assert asked("same_recall")[[0, 250, 1000]].tolist() == [1, 0.75, 0]
    assert asked("same_flagged_rate")[[0, 1000]] == pytest.approx([0.2, 0])
