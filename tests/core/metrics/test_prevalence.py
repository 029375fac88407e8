import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from core.metrics.prevalence import at_prevalence

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1000)), min_size=4, max_size=60).filter(
    lambda pairs: 0 < sum(label for label, _ in pairs) < len(pairs)
)


def arrays(pairs):
    y_true, thousandths = np.array(pairs).T
    return y_true, thousandths / 1000


@given(rows, st.integers(2, 9))
def test_a_prevalence_is_what_repeating_the_graffiti_images_gives(pairs, times):
    y_true, y_score = arrays(pairs)
    repeated = np.repeat(np.arange(y_true.size), np.where(y_true == 1, times, 1))
    more_true, more_flagged = y_true[repeated], y_score[repeated] >= 0.5
    recall = recall_score(y_true, y_score >= 0.5)
    false_alarms = np.mean(y_score[y_true == 0] >= 0.5)
    ours = at_prevalence(recall, false_alarms, more_true.mean())
    assert ours["flagged_rate"] == pytest.approx(more_flagged.mean())
    assert ours["accuracy"] == pytest.approx(np.mean(more_true == more_flagged))
    theirs = precision_score(more_true, more_flagged, zero_division=np.nan)
    assert ours["precision"] == pytest.approx(theirs, nan_ok=True)
    assert ours["f1"] == pytest.approx(f1_score(more_true, more_flagged, zero_division=0))


@pytest.mark.parametrize("percent", [-1, 5, np.nan])
def test_a_prevalence_that_is_no_share_is_refused(percent):
    with pytest.raises(ValueError, match="share from 0 to 1"):
        at_prevalence(np.array([0.5]), np.array([0.1]), percent)


def test_without_any_graffiti_every_flag_is_false():
    rare = at_prevalence(np.array([0.8, 0.0]), np.array([0.1, 0.0]), 0.0)
    assert rare["precision"][0] == 0
    assert np.isnan(rare["precision"][1])
