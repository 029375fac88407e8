"""One building seen straight on: floors of windows over a ground floor of bays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets.scenes import openings, signs
from core.datasets.scenes.materials import MATERIALS, material
from core.datasets.scenes.palette import WALLS, pick
from core.datasets.scenes.sheet import Rect, Sheet
from core.datasets.scenes.wear import weather

MAX_TEXTURE_PX = 900


@dataclass(frozen=True)
class Facade:
    """A drawn wall, and the rectangles of it (metres) a sprayer could reach and would choose."""

    sheet: Sheet
    zones: tuple[Rect, ...]


def draw_facade(rng: np.random.Generator, width_m: float, ppm: float) -> Facade:
    """Draw a house (60 %), a warehouse (20 %) or a garden wall; ppm: pixels a metre."""
    kind = rng.choice(["house", "warehouse", "garden wall"], p=[0.6, 0.2, 0.2])
    low, high = {"house": (6, 14), "warehouse": (4, 8), "garden wall": (2, 3.4)}[kind]
    height_m = rng.uniform(low, high)
    ppm = min(ppm, MAX_TEXTURE_PX / max(width_m, height_m))
    shape = round(height_m * ppm), round(width_m * ppm)
    colour = pick(rng, WALLS) * rng.uniform(0.7, 1.05)
    sheet = Sheet(material(rng, rng.choice(MATERIALS), shape, ppm, colour), ppm)
    weather(rng, sheet)
    street_level = min(rng.uniform(3.2, 4.2), height_m)
    zones = _ground_floor(rng, sheet, street_level, shops=0.0 if kind == "garden wall" else 0.6)
    if kind == "house":
        _upper_floors(rng, sheet, street_level)
    _top(rng, sheet)
    return Facade(sheet, tuple(zones))


def _ground_floor(
    rng: np.random.Generator, sheet: Sheet, height: float, shops: float
) -> list[Rect]:
    """Fill bay after bay; return the ones left as wall or closed by a shutter."""
    zones: list[Rect] = []
    if rng.random() < 0.35:
        plinth = Rect(0, 0, sheet.width_m, rng.uniform(0.3, height * 0.9))
        sheet.fill(plinth, pick(rng, WALLS) * 0.8)
    x = 0.0
    while x < sheet.width_m - 1:
        bay = Rect(x, 0, min(x + rng.uniform(2.2, 4.8), sheet.width_m), height)
        x = bay.x1
        kind = rng.random()
        if kind < shops * 0.35:
            _shop(rng, sheet, bay)
        elif kind < shops * 0.6:
            zones.append(_shutter(rng, sheet, bay))
        elif kind < shops:
            _entrance(rng, sheet, bay)
        else:
            zones += _blank(rng, sheet, bay)
    return zones


def _shop(rng: np.random.Generator, sheet: Sheet, bay: Rect) -> None:
    """Draw a shop window, its board, now and then an awning."""
    board = rng.uniform(0.45, 0.8)
    low = rng.uniform(0.2, 0.7)
    openings.shop_window(rng, sheet, Rect(bay.x0 + 0.15, low, bay.x1 - 0.15, bay.y1 - board - 0.2))
    signs.fascia(rng, sheet, Rect(bay.x0 + 0.05, bay.y1 - board - 0.1, bay.x1 - 0.05, bay.y1 - 0.1))
    if rng.random() < 0.3:
        high = bay.y1 - board - 0.1
        signs.awning(rng, sheet, Rect(bay.x0, high - rng.uniform(0.4, 0.8), bay.x1, high))


def _shutter(rng: np.random.Generator, sheet: Sheet, bay: Rect) -> Rect:
    """Draw a closed shutter, usually under a shop's board; return its rectangle."""
    board = rng.uniform(0.45, 0.8)
    closed = Rect(bay.x0 + 0.2, 0, bay.x1 - 0.2, bay.y1 - board - 0.2)
    openings.shutter(rng, sheet, closed)
    if rng.random() < 0.7:
        high = bay.y1 - 0.1
        signs.fascia(rng, sheet, Rect(bay.x0 + 0.05, high - board, bay.x1 - 0.05, high))
    return closed.inset(0.05)


def _entrance(rng: np.random.Generator, sheet: Sheet, bay: Rect) -> None:
    """Draw a door and, if there is room, a window beside it."""
    width = rng.uniform(0.9, 1.3)
    x = bay.x0 + rng.uniform(0.2, 0.5)
    openings.door(rng, sheet, Rect(x, 0, x + width, min(2.3, bay.y1 - 0.3)))
    rest = Rect(x + width + 0.4, 0.9, bay.x1 - 0.3, min(2.4, bay.y1 - 0.3))
    if rest.width > 0.6:
        openings.window(rng, sheet, rest, pick(rng, WALLS))


def _blank(rng: np.random.Generator, sheet: Sheet, bay: Rect) -> list[Rect]:
    """Leave wall, often with something printed on it; return it when it is still bare."""
    kind = rng.random()
    if kind < 0.22:
        signs.posters(rng, sheet, bay)
    elif kind < 0.36:
        signs.panel_sign(rng, sheet, bay)
    elif kind < 0.48:
        signs.painted_advert(rng, sheet, bay.inset(0.1, bay.height * rng.uniform(0.1, 0.3)))
    else:
        return [Rect(bay.x0 + 0.1, 0.1, bay.x1 - 0.1, min(bay.y1 - 0.2, 3.0))]
    return []


def _upper_floors(rng: np.random.Generator, sheet: Sheet, start: float) -> None:
    """Repeat one window along every floor; hang a big sign now and then."""
    floor, pitch = rng.uniform(2.8, 3.4), rng.uniform(1.8, 3.2)
    width, height = pitch * rng.uniform(0.4, 0.6), floor * rng.uniform(0.45, 0.65)
    frame = pick(rng, WALLS)
    for y in np.arange(start + 0.5, min(sheet.height_m - height, start + 7), floor):
        for x in np.arange(pitch * 0.25, sheet.width_m - width, pitch):
            openings.window(rng, sheet, Rect(x, y, x + width, y + height), frame)
    if rng.random() < 0.3:
        x = rng.uniform(0, max(0.1, sheet.width_m - 3))
        signs.poster(rng, sheet, Rect(x, start + 0.2, x + rng.uniform(1.5, 3), start + 2.2))


def _top(rng: np.random.Generator, sheet: Sheet) -> None:
    """Close the wall with a coping or a cornice."""
    height = rng.uniform(0.1, 0.45)
    edge = Rect(0, sheet.height_m - height, sheet.width_m, sheet.height_m)
    sheet.fill(edge, pick(rng, WALLS) * 0.85)
    sheet.shade(Rect(0, edge.y0 - 0.15, sheet.width_m, edge.y0), 0.6)
