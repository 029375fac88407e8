import pytest

from core.errors import RaresightError
from core.training.strategies import STRATEGIES, strategies_of, train_config


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_says_what_it_changes_costs_promises_and_where_it_is_from(name):
    strategy = STRATEGIES[name]
    said = (strategy.changes, strategy.costs, strategy.expect, strategy.source)
    assert all(len(text) > 7 for text in said)


def test_naive_and_f1_metric_differ_in_what_is_watched_alone():
    naive, f1 = (train_config("e", name, 0) for name in ("naive", "f1_metric"))
    assert {k for k in naive.__dataclass_fields__ if getattr(naive, k) != getattr(f1, k)} == {
        "strategy",
        "watch",
    }


def test_the_two_experiments_train_the_networks_they_are_made_for():
    assert train_config("street-photos", "naive", 0).network == "compact"
    assert train_config("street-photos", "naive_article_network", 0).network == "article"
    assert train_config("rendered-scenes", "naive", 0).network == "article"
    assert train_config("rendered-scenes", "naive_compact_network", 0).network == "compact"
    assert "more_graffiti" in strategies_of("street-photos")
    assert "more_graffiti" not in strategies_of("rendered-scenes")


def test_an_unknown_strategy_is_refused_with_the_known_ones():
    with pytest.raises(RaresightError, match="class_weights"):
        train_config("e", "magic", 0)
