"""What the user says about the world: what mistakes cost, how rare graffiti is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Costs in any one unit; prevalence in (0, 1), or None for that of the validation images."""

    cost_per_false_negative: float = 1.0
    cost_per_false_positive: float = 1.0
    prevalence: float | None = None
