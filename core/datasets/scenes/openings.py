"""Windows, doors and shutters, drawn on a wall in metres."""

from __future__ import annotations

import numpy as np

from core.datasets.scenes.noise import noise, tint
from core.datasets.scenes.palette import VIVID, WALLS, WOOD, pick
from core.datasets.scenes.sheet import Rect, Sheet


def glass(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Fill a rectangle with dark glass that mirrors some cloudy light."""
    rows, columns = sheet.box(r)
    part = sheet.image[rows, columns]
    if part.size:
        colour = pick(rng, np.array([(52, 60, 70), (80, 92, 104), (34, 36, 40)], np.float32))
        part[...] = tint(noise(rng, *part.shape[:2], "cloud"), colour, 0.7)


def window(rng: np.random.Generator, sheet: Sheet, r: Rect, frame: np.ndarray) -> None:
    """Draw a window: frame, panes, sill, now and then a curtain."""
    sheet.fill(Rect(r.x0 - 0.08, r.y0 - 0.12, r.x1 + 0.08, r.y0), frame, 0.85)
    sheet.fill(r, frame)
    panes = 1 + int(rng.integers(1, 3))
    for i in range(panes):
        x0 = r.x0 + r.width * i / panes
        glass(rng, sheet, Rect(x0, r.y0, x0 + r.width / panes, r.y1).inset(0.05))
    if rng.random() < 0.3:
        curtain = Rect(r.x0, r.y0 + r.height * rng.uniform(0.2, 0.7), r.x1, r.y1).inset(0.08)
        sheet.fill(curtain, pick(rng, WALLS))
    sheet.shade(Rect(r.x0, r.y1 - 0.12, r.x1, r.y1), 0.6)


def door(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw a door: frame, leaf, panels, perhaps a pane of glass, a knob."""
    colour = pick(rng, WOOD)
    sheet.fill(r, pick(rng, WALLS))
    leaf = r.inset(0.1, 0.0)
    sheet.fill(leaf, colour)
    for share in (0.1, 0.55):
        panel = Rect(leaf.x0, r.y0 + r.height * share, leaf.x1, r.y0 + r.height * (share + 0.35))
        sheet.shade(panel.inset(0.12, 0.03), rng.uniform(0.7, 0.9))
    if rng.random() < 0.5:
        glass(rng, sheet, Rect(leaf.x0, r.y1 - 0.7, leaf.x1, r.y1 - 0.15).inset(0.12, 0.0))
    sheet.disc(leaf.x1 - 0.1, r.y0 + 1.0, 0.04, np.array([210, 190, 120], np.float32))


def shutter(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw a closed roller shutter or garage door: slats from side to side."""
    vivid = rng.random() < 0.25
    colour = pick(rng, VIVID if vivid else WALLS) * rng.uniform(0.6, 1.0)
    sheet.fill(r, colour)
    step = rng.uniform(0.09, 0.3)
    for y in np.arange(r.y0, r.y1, step):
        sheet.shade(Rect(r.x0, y, r.x1, y + max(step * 0.3, 1 / sheet.ppm)), 0.78)
    sheet.shade(Rect(r.x0, r.y0, r.x0 + 0.08, r.y1), 0.7)
    sheet.shade(Rect(r.x1 - 0.08, r.y0, r.x1, r.y1), 0.7)


def shop_window(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw a lit shop window with goods on shelves, as bright as any sign."""
    sheet.fill(r, pick(rng, WOOD))
    inside = r.inset(0.1)
    glass(rng, sheet, inside)
    for y in np.arange(inside.y0, inside.y1 - 0.5, rng.uniform(0.45, 0.8)):
        x = inside.x0 + 0.1
        while x < inside.x1 - 0.3 and rng.random() < 0.85:
            width, height = rng.uniform(0.12, 0.4), rng.uniform(0.15, 0.45)
            sheet.fill(Rect(x, y, x + width, y + height), pick(rng, VIVID), rng.uniform(0.5, 0.95))
            x += width + rng.uniform(0.03, 0.25)
    if rng.random() < 0.5:
        sheet.fill(Rect((r.x0 + r.x1) / 2, r.y0, (r.x0 + r.x1) / 2 + 0.07, r.y1), pick(rng, WOOD))
