import pytest

from core.runs.trained_prevalence import trained_prevalence

COUNTS = {"n_train": 1000, "n_train_graffiti": 30}


@pytest.mark.parametrize(
    "config", [{"class_weights": True}, {"sampling": "balanced"}, {"sampling": "smote"}]
)
def test_balancing_makes_both_classes_equally_many(config):
    assert trained_prevalence({"config": config, **COUNTS}) == 0.5


def test_other_trainings_see_the_share_of_their_images():
    config = {"class_weights": False, "sampling": "extra", "loss": "focal"}
    assert trained_prevalence({"config": config, **COUNTS}) == 0.03


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"config": "class_weights"},
        {"n_train": "many", "n_train_graffiti": 3},
        {"n_train": 5, "n_train_graffiti": 0},
        {"n_train": 0, "n_train_graffiti": 0},
    ],
)
def test_a_record_that_does_not_say_gives_nothing(record):
    assert trained_prevalence(record) is None
