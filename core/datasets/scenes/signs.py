"""Shop signs, posters, painted adverts: letters and loud colours that are not graffiti."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.lettering import draw_word
from core.datasets.scenes.palette import VIVID, contrasting, pick
from core.datasets.scenes.sheet import Rect, Sheet


def text(rng: np.random.Generator, sheet: Sheet, r: Rect, colour: np.ndarray, strength: float = 1):
    """Write one word into the rectangle, centred, with its proportions nearly kept."""
    mask = draw_word(rng)
    height = min(r.height, r.width * mask.shape[0] / mask.shape[1] * 1.15)
    width = min(r.width, height * mask.shape[1] / mask.shape[0] * 1.1)
    x, y = (r.x0 + r.x1 - width) / 2, (r.y0 + r.y1 - height) / 2
    sheet.blend(Rect(x, y, x + width, y + height), colour, mask, strength)


def fascia(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw the board above a shop: one colour, a border, a word, perhaps an emblem."""
    ground = pick(rng, VIVID)
    ink = contrasting(rng, VIVID, ground)
    sheet.fill(r, ground, 0.7)
    sheet.fill(r.inset(0.04), ground)
    inside = r.inset(0.15, r.height * 0.2)
    if rng.random() < 0.4:
        middle = (r.y0 + r.y1) / 2
        sheet.disc(inside.x0 + r.height * 0.35, middle, r.height * 0.32, pick(rng, VIVID))
        inside = Rect(inside.x0 + r.height * 0.85, inside.y0, inside.x1, inside.y1)
    if inside.width > 0.4:
        text(rng, sheet, inside, ink)
    sheet.shade(Rect(r.x0, r.y0 - 0.12, r.x1, r.y0), 0.55)


def awning(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw a striped awning."""
    first, second = pick(rng, VIVID), pick(rng, VIVID)
    step = rng.uniform(0.2, 0.5)
    for i, x in enumerate(np.arange(r.x0, r.x1, step)):
        sheet.fill(Rect(x, r.y0, min(x + step, r.x1), r.y1), second if i % 2 else first)
    sheet.shade(Rect(r.x0, r.y0, r.x1, r.y0 + 0.1), 0.7)
    sheet.shade(Rect(r.x0, r.y0 - 0.3, r.x1, r.y0), 0.6)


def poster(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw a printed poster: a picture of shapes, a headline, lines of small print."""
    ground = pick(rng, VIVID)
    sheet.fill(r, ground)
    for _ in range(int(rng.integers(1, 4))):
        _shape(rng, sheet, r)
    ink = contrasting(rng, VIVID, ground)
    y = r.y0 + r.height * rng.uniform(0.05, 0.75)
    text(rng, sheet, Rect(r.x0, y, r.x1, y + r.height * 0.22).inset(r.width * 0.06, 0), ink)
    for i in range(int(rng.integers(0, 4))):
        y = r.y0 + r.height * (0.05 + 0.06 * i)
        line = Rect(r.x0, y, r.x0 + r.width * rng.uniform(0.5, 1), y + r.height * 0.025)
        sheet.fill(line.inset(r.width * 0.08, 0), ink)


def _shape(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Draw a disc, a bar, or a gradient inside the poster's rectangle, clipped to it."""
    part = sheet.image[sheet.box(r)]
    h, w = part.shape[:2]
    if not h or not w:
        return
    colour = pick(rng, VIVID)
    kind = rng.random()
    x, y = int(rng.uniform(0, w)), int(rng.uniform(0, h))
    shade = tuple(colour.tolist())
    canvas = np.ascontiguousarray(part)
    if kind < 0.4:
        cv2.circle(canvas, (x, y), int(w * rng.uniform(0.15, 0.45)), shade, -1, cv2.LINE_AA)
    elif kind < 0.7:
        corners = np.stack([rng.uniform(0, w, 4), rng.uniform(0, h, 4)], 1).astype(np.int32)
        cv2.fillConvexPoly(canvas, cv2.convexHull(corners), shade, cv2.LINE_AA)
    else:
        ramp = np.linspace(0, 1, h, dtype=np.float32)[:, None, None]
        canvas = (canvas + (colour - canvas) * ramp).astype(np.uint8)
    part[...] = canvas


def posters(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Paste one to six posters in a row or in two."""
    width = rng.uniform(0.5, 1.1)
    height = width * rng.uniform(1.2, 1.5)
    y = r.y0 + rng.uniform(0.5, 0.9)
    x = r.x0 + rng.uniform(0.1, 0.5)
    for _ in range(int(rng.integers(1, 7))):
        if x + width > r.x1 - 0.05 or y + height > r.y1:
            return
        poster(rng, sheet, Rect(x, y, x + width, y + height))
        x += width + rng.choice([0.0, 0.03, 0.2])


def panel_sign(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Screw a lettered plate of 0.6 to 2.5 m to the wall."""
    width = min(rng.uniform(0.6, 2.5), r.width * 0.9)
    height = min(width * rng.uniform(0.25, 1.0), 1.4)
    x = r.x0 + rng.uniform(0, r.width - width)
    y = r.y0 + rng.uniform(0.9, max(1.0, r.height - height))
    plate = Rect(x, y, x + width, y + height)
    ground = pick(rng, VIVID)
    ink = contrasting(rng, VIVID, ground)
    sheet.fill(plate, ink)
    sheet.fill(plate.inset(0.04), ground)
    rows = int(rng.integers(1, 3))
    for i in range(rows):
        low = plate.y0 + height * i / rows
        line = Rect(plate.x0, low, plate.x1, low + height / rows)
        text(rng, sheet, line.inset(0.1, height / rows * 0.18), ink)


def painted_advert(rng: np.random.Generator, sheet: Sheet, r: Rect) -> None:
    """Paint big printed letters straight onto the wall, often worn: the nearest to graffiti."""
    strength = rng.uniform(0.3, 0.95)
    if rng.random() < 0.5:
        sheet.blend(r.inset(0.15), pick(rng, VIVID), np.full((2, 2), 255, np.uint8), strength)
    rows = int(rng.integers(1, 4))
    for i in range(rows):
        low = r.y0 + r.height * i / rows
        line = Rect(r.x0, low, r.x1, low + r.height / rows).inset(0.3, r.height / rows * 0.15)
        if line.width > 0.4:
            text(rng, sheet, line, pick(rng, VIVID), strength)
