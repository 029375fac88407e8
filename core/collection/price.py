"""What gathering costs."""

from __future__ import annotations

from fractions import Fraction

# "Static Street View", the first 100,000 a month; metadata is free. Source, read in 2026:
# https://developers.google.com/maps/documentation/streetview/usage-and-billing
# What Google gives free of charge each month is not subtracted.
STREET_VIEW_USD_PER_1000 = 7.0


def cost_usd(n_requests: int, usd_per_1000: float) -> float:
    """Return the price of some requests.

    >>> cost_usd(25_000, 7.0)
    175.0
    """
    return n_requests * usd_per_1000 / 1000


def n_affordable(budget_usd: float, usd_per_1000: float) -> int | None:
    """Return how many requests a budget pays for, rounded down; None where they are free.

    >>> n_affordable(0.07, 7.0), n_affordable(0.069, 7.0), n_affordable(5, 0)
    (10, 9, None)
    """
    if usd_per_1000 == 0:
        return None
    # Decimal digits as the user typed them: in binary, 0.07 * 1000 / 7 need not be 10.
    return int(Fraction(str(budget_usd)) * 1000 / Fraction(str(usd_per_1000)))
