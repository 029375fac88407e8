"""What SMOTE makes: mixed images, and the two each is mixed from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.training.sampling import smote_images

FEWEST = 2  # images, to have a neighbour


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """child = parent + share * (other - parent); share 0 to 0.5. parent, other: rows."""

    parent: int
    other: int
    share: float
    child: np.ndarray


def smote_mixtures(images: np.ndarray, n: int, seed: int) -> list[Mixture]:
    """Let SMOTE mix ``n`` images of graffiti images, (n_images, s, s, 3) uint8; find the parents.

    At least FEWEST images. The parents are found by what the mixture is, not told by the library.
    """
    # SMOTE looks at the rarer class alone: the other one sets how many are made, no more.
    rest = np.zeros((len(images) + n, *images.shape[1:]), np.uint8)
    labels = np.repeat([1, 0], [len(images), len(rest)]).astype(np.int8)
    mixed, _ = smote_images(np.concatenate([images, rest]), labels, seed)
    flat = images.reshape(len(images), -1).astype(np.float64)
    products = flat @ flat.T
    return [_unmix(child, flat, products) for child in mixed[-n:]]


def _unmix(child: np.ndarray, flat: np.ndarray, products: np.ndarray) -> Mixture:
    """Find the two images on whose connecting line ``child`` lies, up to rounding."""
    own = child.reshape(-1).astype(np.float64)
    to_child = flat @ own
    squares = np.diag(products)
    # For each pair: squared length of the line, the foot of the perpendicular, the distance to it.
    length = squares[:, None] + squares[None, :] - 2 * products
    along = to_child[None, :] - to_child[:, None] - products + squares[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(length > 0, along / length, np.nan)
    distance = (own @ own - 2 * to_child + squares)[:, None] - share**2 * length
    distance[~((share >= 0) & (share <= 0.5))] = np.inf  # the other half is the pair turned round
    parent, other = np.unravel_index(np.argmin(distance), distance.shape)
    return Mixture(int(parent), int(other), float(share[parent, other]), child)
