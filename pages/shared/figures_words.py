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


def duration(seconds: float) -> str:
    """Write a time for people, in its largest unit that fits.

    >>> duration(40), duration(100), duration(5_400)
    ('40 s', '1 min 40 s', '1 h 30 min')
    """
    if seconds != seconds:
        return DASH
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3_600:
        return f"{whole // 60} min {whole % 60} s" if whole < 600 else f"{whole // 60} min"
    return f"{whole // 3_600} h {whole % 3_600 // 60} min"


def plural(n: int, what: str) -> str:
    """Write a number with its thing.

    >>> plural(1, "pair"), plural(2_000, "pair")
    ('1 pair', '2,000 pairs')
    """
    return f"{n:,} {what}" + ("" if n == 1 else "s")
