from itertools import combinations

import numpy as np
import pytest

from core.charts.style import PALETTE, label, strategy_colour, strategy_dash

# Red-blind and green-blind sight: Machado, Oliveira and Fernandes, 2009, severity 1.
SIGHTS = {
    "normal": np.eye(3),
    "red-blind": np.array(
        [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]]
    ),
    "green-blind": np.array(
        [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour):
    share = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light):
    x, y, z = XYZ @ np.clip(light, 0, 1) / [0.9505, 1, 1.089]
    fx, fy, fz = (np.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_strategies_can_be_told_apart(sight):
    seen = [lab(SIGHTS[sight] @ linear(colour)) for colour in PALETTE.values()]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 10


def test_every_colour_stands_out_on_white_and_on_near_black():
    for colour in PALETTE.values():
        luminance = XYZ[1] @ linear(colour)
        assert 1.05 / (luminance + 0.05) > 2.4
        assert (luminance + 0.05) / (0.0056 + 0.05) > 2.4


def test_a_known_strategy_keeps_its_colour_whatever_stands_beside_it():
    assert strategy_colour(["mine", "focal_loss"])["focal_loss"] == PALETTE["focal_loss"]


def test_twelve_unknown_strategies_have_twelve_colours():
    names = [f"own {i}" for i in range(12)]
    assert len(set(strategy_colour(names).values())) == 12


def test_unknown_strategies_take_no_colour_of_a_known_one_beside_them():
    colours = strategy_colour(["mine", "naive", "yours"])
    assert len(set(colours.values())) == 3


def test_the_order_of_the_names_does_not_change_a_look():
    names = ["b", "naive", "a"]
    assert strategy_colour(names) == strategy_colour(names[::-1])
    assert strategy_dash(names) == strategy_dash(names[::-1])


def test_thirteen_strategies_still_get_a_colour_each():
    assert len(strategy_colour([*PALETTE, "mine"])) == 13


def test_a_name_with_a_tag_in_it_is_text():
    assert "<" not in label("<img src=x onerror=alert(1)>")
