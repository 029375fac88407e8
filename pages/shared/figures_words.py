"""Numbers as the pages write them: a true minus, a dash where undefined."""

from __future__ import annotations

DASH = "–"  # noqa: RUF001


def signed(value: float, spec: str) -> str:
    """Write a difference with its sign.

    >>> signed(0.5, ".1f"), signed(-0.5, ".1f")
    ('+0.5', '−0.5')
    """  # noqa: RUF002
    return DASH if value != value else f"{value:+{spec}}".replace("-", "−")  # noqa: RUF001


def per_cent(fraction: float) -> str:
    """Write a fraction as per cent.

    >>> per_cent(0.125)
    '12.5 %'
    """
    return DASH if fraction != fraction else f"{fraction * 100:.1f} %"


def decimal(value: float) -> str:
    """Write a measure with three decimals.

    >>> decimal(0.12345)
    '0.123'
    """
    return DASH if value != value else f"{value:.3f}".replace("-", "−")  # noqa: RUF001
