"""What is sprayed: tags, throw-ups and pieces."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.graffiti.letters import smooth, write_letter
from core.datasets.scenes.graffiti.spray import (
    LETTER_PX,
    MARGIN_PX,
    Paint,
    blank,
    drip,
    overspray,
    stroke_mask,
)
from core.datasets.scenes.palette import VIVID, contrasting, pick


def tag(rng: np.random.Generator, wall: np.ndarray) -> Paint:
    """Write a name in one line of one colour, joined, underlined or crowned; wall: RGB (3,)."""
    letters, advance = int(rng.integers(3, 8)), rng.uniform(0.55, 0.85)
    work = blank(letters, advance)
    slant, width = rng.uniform(-0.35, 0.5), rng.uniform(0.05, 0.13)
    strokes, previous = [], None
    for i in range(letters):
        new = write_letter(rng, 0.1, angular=rng.random() < 0.2)
        start = np.array([i * advance, 0])
        new = [start + _lean(s * (0.75, rng.uniform(0.8, 1.15)), slant) for s in new]
        if previous is not None and rng.random() < 0.5:
            strokes.append(np.stack([previous, new[0][0]]))
        previous = new[-1][-1]
        strokes += new
    if rng.random() < 0.6:
        strokes.append(_flourish(rng, letters * advance))
    mask = stroke_mask(work.cover.shape, strokes, width, (MARGIN_PX, MARGIN_PX))
    mask = drip(rng, mask, int(rng.poisson(4)), width * 0.5)
    work.layer(mask, contrasting(rng, VIVID, wall))
    return overspray(work, rng.uniform(0.1, 0.4))


def throw_up(rng: np.random.Generator, wall: np.ndarray) -> Paint:
    """Bubble letters: a quick fill, a thick outline, a few highlights."""
    letters, advance = int(rng.integers(2, 6)), rng.uniform(0.6, 0.8)
    work = blank(letters, advance)
    fill = contrasting(rng, VIVID, wall)
    line = contrasting(rng, VIVID, fill)
    width = rng.uniform(0.24, 0.36)
    for i in range(letters):
        strokes = [s * (0.7, 0.85) for s in write_letter(rng, 0.07, angular=False)]
        at = (MARGIN_PX + i * advance * LETTER_PX, MARGIN_PX + rng.uniform(0, 14))
        shape = work.cover.shape
        work.layer(stroke_mask(shape, strokes, width + 0.11, at), line)
        inside = stroke_mask(shape, strokes, width, at)
        work.layer(drip(rng, inside, int(rng.poisson(1)), 0.03), fill)
        work.layer(stroke_mask(shape, strokes, 0.03, (at[0] - 5, at[1] - 6)), line)
    return overspray(work, rng.uniform(0.1, 0.3))


def piece(rng: np.random.Generator, wall: np.ndarray) -> Paint:
    """Angular letters with a blended fill, a cast edge, an outline, on a cloud of colour."""
    letters, advance = int(rng.integers(3, 7)), rng.uniform(0.6, 0.85)
    work = blank(letters, advance)
    shape = work.cover.shape
    top, low = pick(rng, VIVID), pick(rng, VIVID)
    ramp = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None, None]
    blend = np.broadcast_to(top + (low - top) * ramp, (*shape, 3)).astype(np.uint8)
    line = contrasting(rng, VIVID, (top + low) / 2)
    edge, cloud = pick(rng, VIVID), contrasting(rng, VIVID, wall)
    bend = rng.uniform(-0.25, 0.25)
    places = [
        (MARGIN_PX + i * advance * LETTER_PX, MARGIN_PX + bend * 40 * np.sin(i * 2.0))
        for i in range(letters)
    ]
    words = [write_letter(rng, 0.1, angular=rng.random() < 0.6) for _ in range(letters)]
    width = rng.uniform(0.15, 0.24)
    for extra, colour, shift in ((0.3, cloud, 0), (0.1, edge, 9)):
        for strokes, (x, y) in zip(words, places, strict=True):
            work.layer(stroke_mask(shape, strokes, width + extra, (x + shift, y + shift)), colour)
    for strokes, at in zip(words, places, strict=True):
        work.layer(stroke_mask(shape, strokes, width + 0.07, at), line)
        work.layer(stroke_mask(shape, strokes, width, at), blend)
    _bubbles(rng, work, pick(rng, VIVID))
    return overspray(work, rng.uniform(0.1, 0.3))


def _lean(stroke: np.ndarray, slant: float) -> np.ndarray:
    """Slant a stroke to the right by ``slant`` letter widths a letter height."""
    return np.stack([stroke[:, 0] + (0.5 - stroke[:, 1]) * slant, stroke[:, 1]], 1)


def _flourish(rng: np.random.Generator, length: float) -> np.ndarray:
    """Underline, or strike through, with a swinging line of ``length`` letter heights."""
    x = np.linspace(-0.1, length, 6)
    y = rng.choice([1.15, 0.6], p=[0.8, 0.2]) + rng.normal(0, 0.07, 6)
    return smooth(np.stack([x, y], 1).astype(np.float32))


def _bubbles(rng: np.random.Generator, work: Paint, colour: np.ndarray) -> None:
    """Dot the work with a few discs."""
    mask = np.zeros(work.cover.shape, np.uint8)
    for _ in range(int(rng.integers(0, 7))):
        x, y = (rng.uniform(0.1, 0.9, 2) * work.cover.shape[::-1]).astype(int).tolist()
        cv2.circle(mask, (x, y), int(rng.integers(2, 9)), 255, -1, cv2.LINE_AA)
    work.layer(mask, colour)
