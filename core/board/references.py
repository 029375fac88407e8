"""Rows that stand below the strategies: three baselines, and what the article reports."""

from __future__ import annotations

from typing import Any

from core.board.terms import Terms
from core.metrics.baselines import flag_at_random
from core.metrics.cost import cost_per_1000
from core.metrics.prevalence import at_prevalence
from core.metrics.rates import rates
from core.metrics.sweep import ThresholdSweep

# Lucas See, "CNN's for Imbalanced Image Classification with TensorFlow", March 2024: 141 images
# with graffiti, 3,986 without. Its threshold t on P(no graffiti) is 1 - t on P(graffiti).
REPORTED: tuple[dict[str, Any], ...] = (
    {
        "name": "article: naive",
        "threshold": 0.5,
        "recall": 84 / 141,
        "specificity": 0.997,
        "about": ["specificity"],
        "note": "84 of 141 found",
    },
    {
        "name": "article: F1 metric",
        "threshold": 0.25,
        "recall": 0.75,
        "about": ["recall"],
        "note": "about 75 % found at its 0.75 on P(no graffiti); it calls the rest almost 100 %",
    },
    {
        "name": "article: class weights",
        "threshold": 0.5,
        "recall": 113 / 141,
        "specificity": 0.98,
        "about": ["specificity"],
        "note": "113 of 141 found",
    },
    {
        "name": "article: augmentation",
        "threshold": 0.5,
        "recall": 121 / 141,
        "specificity": 0.832,
        "about": ["specificity"],
        "note": "121 of 141 found",
    },
)


def reported_rows() -> list[dict[str, Any]]:
    """Return the article's figures; what it does not report is absent."""
    return [row | {"label": f"{row['name']}, reported"} for row in REPORTED]


def baseline_rows(sweep: ThresholdSweep, terms: Terms) -> list[dict[str, Any]]:
    """Return flag nothing, flag everything and flag at random, as measured on these images.

    At random flags one image in twenty by lot; its figures are what to expect.
    """
    shares = {"flag nothing": 0.0, "flag everything": 1.0, "flag 1 in 20 at random": 0.05}
    return [
        {"name": name, "label": name, "note": "without looking"} | _measured(sweep, share, terms)
        for name, share in shares.items()
    ]


def _measured(sweep: ThresholdSweep, share: float, terms: Terms) -> dict[str, float]:
    """Return the defined measures; an absent one shows as a dash."""
    counts = flag_at_random(sweep.n_positives, sweep.n_negatives, share)
    values = rates(*counts)
    if terms.prevalence is not None:
        values |= at_prevalence(values["recall"], values["false_positive_rate"], terms.prevalence)
    values["cost"] = cost_per_1000(
        *counts, terms.cost_per_false_negative, terms.cost_per_false_positive, terms.prevalence
    )
    return {name: float(value) for name, value in values.items() if value == value}
