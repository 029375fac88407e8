"""One look for every figure: a colour and a dash a strategy, and the shared layout."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

# After Okabe and Ito's palette, its yellow and black left out and five colours added: any two
# differ for normal, red-blind and green-blind eyes, each on a white and on a near-black page.
PALETTE = {
    "naive": "#6a7180",
    "f1_metric": "#0072b2",
    "class_weights": "#cc4f00",
    "augmentation": "#009e73",
    "augmentation_street": "#8fae5e",
    "oversampling": "#dd9500",
    "smote_augmentation": "#b61e2d",
    "focal_loss": "#cc79a7",
    "f1_loss": "#6d2bff",
    "more_graffiti": "#3fa3dd",
    "naive_article_network": "#3f6a62",
    "naive_compact_network": "#6f80ff",
}
DASHES = ("solid", "dash", "dot", "dashdot")
GREY = "#858b96"  # helper lines: legible on light and on dark
LINE = "rgba(133, 139, 150, 0.25)"

STYLE: dict[str, Any] = {
    "paper_bgcolor": "rgba(0,0,0,0)",  # the page's own background, light or dark
    "plot_bgcolor": "rgba(0,0,0,0)",
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
    "hoverlabel": {"namelength": -1},
}


def strategy_colour(strategies: Sequence[str]) -> dict[str, str]:
    """Return a colour for each strategy: a known one always has its own, others the free ones.

    Up to 12 strategies differ; with more, colours repeat. The order given does not matter.

    >>> strategy_colour(["naive", "mine"])["naive"]
    '#6a7180'
    """
    colours = {name: PALETTE[name] for name in strategies if name in PALETTE}
    free = [colour for name, colour in PALETTE.items() if name not in colours]
    free = free or list(PALETTE.values())
    unknown = sorted(set(strategies) - set(PALETTE))
    colours |= {name: free[i % len(free)] for i, name in enumerate(unknown)}
    return {name: colours[name] for name in strategies}


def strategy_dash(strategies: Sequence[str]) -> dict[str, str]:
    """Return a dash for each strategy, so that lines differ in print and in greys too."""
    order = {name: i for i, name in enumerate(PALETTE)}
    named = sorted(set(strategies), key=lambda name: (order.get(name, len(order)), name))
    dashes = {name: DASHES[i % len(DASHES)] for i, name in enumerate(named)}
    return {name: dashes[name] for name in strategies}


def label(strategy: str) -> str:
    """Return a strategy's name for a Plotly text, where ``<`` would open a tag.

    >>> label("<b>")
    '&lt;b&gt;'
    """
    return escape(strategy, quote=False)
