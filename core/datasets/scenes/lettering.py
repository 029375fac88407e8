"""Printed words for signs, in the fonts that OpenCV carries inside itself."""

from __future__ import annotations

import threading
from functools import cache

import cv2
import numpy as np

WORDS = (
    "CAFE", "BAKERY", "Pharmacy", "HOTEL", "PIZZA", "Bar", "Flowers", "BOOKS", "TAXI", "Kiosk",
    "Nails", "BARBER", "Laundry", "OPEN", "SALE", "Deli", "Noodles", "SHOES", "Bank", "Garage",
    "No Parking", "MARKET", "Liquor", "Tattoo", "GYM", "Cinema", "LIVE MUSIC", "Vote", "Optics",
    "Dentist", "Fruit", "HARDWARE", "Tailor", "KEBAB", "Sushi", "Phones", "PAWN", "Rent", "24 h",
    "Tyres", "JAZZ", "Circus", "1978", "& Sons", "Coffee", "Wine", "FISH", "Toys", "Bikes",
)  # fmt: skip
HEIGHT_PX = 40
_WRITING = threading.Lock()  # a FontFace keeps its weight: two threads would mix theirs


@cache
def _face(name: str) -> cv2.FontFace:
    """Open one of the built-in fonts once: reading it takes longer than using it."""
    return cv2.FontFace(name)


@cache
def word_mask(word: str, italic: bool, weight: int) -> np.ndarray:
    """Draw a word in white on black, cut to its ink; (h, w) uint8, 0 to 255."""
    canvas = np.zeros((HEIGHT_PX * 2, HEIGHT_PX * (len(word) + 2)), np.uint8)
    with _WRITING:
        face = _face("italic" if italic else "sans")
        cv2.putText(canvas, word, (HEIGHT_PX // 2, round(1.4 * HEIGHT_PX)), (255,), face, HEIGHT_PX,
                    weight)  # fmt: skip
    x, y, w, h = cv2.boundingRect(canvas)
    return canvas[y : y + h, x : x + w]


def draw_word(rng: np.random.Generator) -> np.ndarray:
    """Choose a word, a slant and a weight; (h, w) uint8 mask."""
    word = WORDS[rng.integers(len(WORDS))]
    return word_mask(word, bool(rng.random() < 0.25), int(rng.choice([400, 650, 900])))
