"""The images of a page of the gallery, in words, numbers and boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.charts.style import strategy_colour
from core.datasets.boxes import NONE, boxes_within
from core.datasets.review import Review
from core.datasets.validated import ValidatedImages
from core.metrics.counts import predict_positive
from pages.shared import pickers
from pages.shared.images_choices import Choice
from pages.shared.images_views import Listing

PER_PAGE = 48
Boxes = Mapping[str, np.ndarray]  # photo -> its boxes in pixels, (n, 4)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing. number: from 0. indices: of the table."""

    number: int
    n_pages: int
    indices: np.ndarray

    @classmethod
    def of(cls, listing: Listing, asked: int) -> Page:
        """Return the page that is asked for, or the last where there are fewer."""
        n_pages = max(1, -(-len(listing.indices) // PER_PAGE))
        number = min(max(asked, 0), n_pages - 1)
        start = number * PER_PAGE
        return cls(number, n_pages, listing.indices[start : start + PER_PAGE])


def strategies(table: ValidatedImages, choice: Choice) -> list[dict[str, Any]]:
    """Return name, colour and threshold of every strategy, in the order of the items' scores."""
    colours = strategy_colour(list(table.y_scores))
    return [
        {"name": name, "colour": colours[name], "threshold": choice.threshold(name)}
        for name in pickers.ordered(table.y_scores)
    ]


def items(
    table: ValidatedImages,
    page: Page,
    listing: Listing,
    choice: Choice,
    review: Review,
    boxes: Boxes,
) -> list[dict[str, Any]]:
    """Return the images of a page: what is known of each, and every strategy's word on it.

    boxes: fractions of the image, left, top, right, bottom.
    """
    names = pickers.ordered(table.y_scores)
    scores = {name: table.y_scores[name][page.indices] for name in names}
    flagged = {name: predict_positive(scores[name], choice.threshold(name)) for name in names}
    return [
        {
            "image": table.images[i],
            "label": int(table.y_true[i]),
            "scene": table.scenes[i],
            "fold": int(table.folds[i]),
            "figure": listing.figure(i),
            "scores": [float(scores[name][k]) for name in names],
            "flagged": [bool(flagged[name][k]) for name in names],
            "mark": review.marks[table.images[i]].mark if table.images[i] in review.marks else "",
            "boxes": _own_boxes(table, i, boxes),
        }
        for k, i in enumerate(page.indices.tolist())
    ]


def _own_boxes(table: ValidatedImages, i: int, boxes: Boxes) -> list[list[float]]:
    if table.rows[i] < 0 or "photo" not in table.manifest:
        return []
    row = table.manifest.iloc[table.rows[i]]
    own = boxes.get(row["photo"], NONE)
    return boxes_within(own, row["x"], row["y"], row["size"], row["size"]).tolist()
