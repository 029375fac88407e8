"""One colour a strategy, everywhere; one look for every figure."""

from __future__ import annotations

from collections.abc import Sequence

# Okabe and Ito's palette, and five of Paul Tol's that stay apart from it for the colour-blind.
# Yellow is left out: it cannot be seen on white.
PALETTE = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#882255",
    "#999933",
    "#44aa99",
    "#aa4499",
    "#6b7280",
    "#b45309",
)
# Known strategies keep their colour whatever else is shown.
KNOWN = {
    "naive": PALETTE[10],
    "f1_metric": PALETTE[0],
    "class_weights": PALETTE[1],
    "augmentation": PALETTE[2],
    "augmentation_street": PALETTE[8],
    "oversampling": PALETTE[3],
    "smote_augmentation": PALETTE[4],
    "focal_loss": PALETTE[5],
    "f1_loss": PALETTE[6],
    "more_graffiti": PALETTE[7],
    "naive_article_network": PALETTE[11],
    "naive_compact_network": PALETTE[9],
}
STYLE = {
    "margin": {"l": 56, "r": 16, "t": 24, "b": 48},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    "hovermode": "closest",
}


def strategy_colour(strategies: Sequence[str]) -> dict[str, str]:
    """Return a hexadecimal colour for each strategy; unknown ones take what is free, in order."""
    taken = {KNOWN[name] for name in strategies if name in KNOWN}
    free = [colour for colour in PALETTE if colour not in taken] or list(PALETTE)
    colours, i = {}, 0
    for name in strategies:
        if name in KNOWN:
            colours[name] = KNOWN[name]
        else:
            colours[name] = free[i % len(free)]
            i += 1
    return colours
