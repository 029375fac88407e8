import pandas as pd

from core.runs.pooled import Experiment, without_images


def experiment():
    frame = pd.DataFrame({"image": list("abc"), "y_true": [1, 0, 0], "fold": [0, 0, 1]})
    scores = {"naive": [0.9, 0.1, 0.2], "focal_loss": [0.5, 0.4, 0.3]}
    predictions = {name: frame.assign(y_score=own) for name, own in scores.items()}
    return Experiment("e", (0, 1), predictions, {}, ())


def test_an_image_is_taken_out_of_every_strategy():
    whole = experiment()
    left = without_images(whole, {"a", "elsewhere"})
    assert {s: f["image"].tolist() for s, f in left.predictions.items()} == {
        "naive": ["b", "c"],
        "focal_loss": ["b", "c"],
    }
    assert left.predictions["focal_loss"]["y_score"].tolist() == [0.4, 0.3]
    assert left.n_marked_out == 1
    assert [len(frame) for frame in whole.predictions.values()] == [3, 3]


def test_an_experiment_of_which_no_image_is_left_has_no_predictions():
    left = without_images(experiment(), set("abc"))
    assert (left.predictions, left.n_marked_out) == ({}, 3)
    assert without_images(left, {"a"}).predictions == {}
