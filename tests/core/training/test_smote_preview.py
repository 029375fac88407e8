import numpy as np
from sklearn.neighbors import NearestNeighbors

from core.training.smote_preview import smote_mixtures

RNG = np.random.default_rng(5)
IMAGES = RNG.integers(0, 256, (20, 12, 12, 3), dtype=np.uint8)


def test_a_mixture_lies_on_the_line_between_the_parents_that_are_named():
    mixtures = smote_mixtures(IMAGES, 6, seed=1)
    assert len(mixtures) == 6
    for mixture in mixtures:
        parent, other = (IMAGES[i].astype(float) for i in (mixture.parent, mixture.other))
        line = parent + mixture.share * (other - parent)
        assert np.abs(line - mixture.child).max() < 1
        assert 0 <= mixture.share <= 0.5


def test_the_parents_are_among_each_others_five_nearest_neighbours():
    flat = IMAGES.reshape(len(IMAGES), -1).astype(float)
    near = NearestNeighbors(n_neighbors=6).fit(flat).kneighbors(flat, return_distance=False)
    for mixture in smote_mixtures(IMAGES, 10, seed=2):
        assert mixture.other in near[mixture.parent] or mixture.parent in near[mixture.other]


def test_another_seed_mixes_others_and_the_same_one_the_same():
    first, again, other = (smote_mixtures(IMAGES, 3, seed) for seed in (1, 1, 2))
    assert np.array_equal(first[0].child, again[0].child)
    assert not np.array_equal(first[0].child, other[0].child)


def test_two_images_are_enough():
    (mixture,) = smote_mixtures(IMAGES[:2], 1, seed=0)
    assert {mixture.parent, mixture.other} == {0, 1}
