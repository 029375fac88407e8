"""A wish for a threshold: what it is called, what it asks for, what each strategy answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.board.street import street_sweep
from core.board.terms import Terms
from core.metrics import operating_points
from core.metrics.operating_points import OperatingPoint
from core.metrics.sweep import ThresholdSweep
from pages.shared import choices, state

Choose = Callable[[ThresholdSweep], OperatingPoint]


@dataclass(frozen=True, slots=True)
class Wish:
    """kind: a key of KINDS. value: what the kind asks for (per cent, images); nan if nothing."""

    kind: str
    value: float
    terms: Terms

    @property
    def words(self) -> str:
        """Name the shaded range on the slider."""
        return KINDS[self.kind].shaded

    @property
    def metric(self) -> str:
        """Name the measure by which the chosen threshold is judged."""
        return KINDS[self.kind].metric

    def choose(self, sweep: ThresholdSweep) -> OperatingPoint:
        """Return the operating point that answers the wish, at the prevalence that is set."""
        terms, value = self.terms, self.value
        street = street_sweep(sweep, terms.prevalence)
        if self.kind == "lowest_cost":
            return operating_points.lowest_cost(
                sweep,
                terms.cost_per_false_negative,
                terms.cost_per_false_positive,
                terms.prevalence,
            )
        if self.kind == "recall_floor":
            return operating_points.highest_precision_at_recall(sweep, value / 100)
        if self.kind == "precision_floor":
            return operating_points.highest_recall_at_precision(street, value / 100)
        if self.kind == "review_capacity":
            return operating_points.review_capacity(street, value)
        return operating_points.best_f1(street)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a wish is put: its button, the question beside its number, and the number's range."""

    words: str
    question: str
    shaded: str
    metric: str
    value: float
    low: float
    high: float


NONE = float("nan")
KINDS = {
    "best_f1": Kind("best F1", "", "F1 within 1 % of its best", "f1", NONE, 0, 0),
    "lowest_cost": Kind(
        "lowest cost",
        "A miss costs how many false alarms?",
        "cost within 1 % of its lowest",
        "cost",
        NONE,
        0.01,
        100_000,
    ),
    "recall_floor": Kind(
        "find at least",
        "Per cent of the graffiti to find",
        "precision within 1 % of the best at this recall",
        "recall",
        80,
        1,
        100,
    ),
    "precision_floor": Kind(
        "be right at least",
        "Per cent of the flagged that must be graffiti",
        "recall within 1 % of the best at this precision",
        "precision",
        50,
        1,
        100,
    ),
    "review_capacity": Kind(
        "look at no more than",
        "Images of 1,000 that can be looked at",
        "recall within 1 % of the best for this many",
        "recall",
        50,
        1,
        1_000,
    ),
}


def current(terms: Terms) -> Wish:
    """Return the wish of the URL; best F1 where there is none."""
    asked = state.read("wish")
    kind = asked if asked in KINDS else "best_f1"
    spec = KINDS[kind]
    value = choices.number("wish_value", spec.value, low=0, high=spec.high)
    return Wish(kind, value, terms)
