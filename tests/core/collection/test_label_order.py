import pandas as pd
import pytest

from core.collection.label_order import order_images

IMAGES = [f"{k}.jpg" for k in range(8)]
SCORES = pd.DataFrame({"image": IMAGES[:4], "score": [0.2, 0.9, 0.55, 0.4]})


def ordered(order, images=IMAGES, scores=SCORES, **options):
    return order_images(images, scores, order, **{"threshold": 0.5, **options})


def test_the_largest_score_comes_first():
    assert ordered("highest")[:4] == ["1.jpg", "2.jpg", "3.jpg", "0.jpg"]


def test_the_nearest_to_the_threshold_comes_first():
    assert ordered("nearest")[:4] == ["2.jpg", "3.jpg", "0.jpg", "1.jpg"]
    assert ordered("nearest", threshold=0.85)[0] == "1.jpg"


@pytest.mark.parametrize("order", ["highest", "nearest", "random"])
def test_every_image_has_one_turn(order):
    assert sorted(ordered(order)) == IMAGES


def test_images_without_a_score_come_last_in_random_order():
    rest = IMAGES[4:]
    assert ordered("highest")[4:] == ordered("random", images=rest)
    assert ordered("highest", scores=SCORES.iloc[:0]) == ordered("random")
    assert ordered("highest", scores=SCORES.assign(score=float("nan"))) == ordered("random")


def test_random_is_the_same_for_a_seed_and_another_for_another():
    images = [f"{k}.jpg" for k in range(100)]
    assert ordered("random", images=images) == ordered("random", images=images[::-1])
    assert ordered("random", images=images) != ordered("random", images=images, seed=1)
    assert ordered("random", images=images) != images


def test_images_gathered_later_change_nobodys_turn():
    images = [f"{k}.jpg" for k in range(100)]
    before = ordered("random", images=images[:50])
    assert [i for i in ordered("random", images=images) if i in set(before)] == before


def test_no_images_are_in_any_order():
    assert ordered("random", images=[]) == []
