"""The choices of the Compare page, typed: read from the URL, bad values ignored, written back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import quote, unquote

from core.board.noise import JUDGED
from core.board.payload import BoardState
from core.board.rows import SHOWN
from core.board.terms import Terms
from core.metrics.matching import MODES
from core.metrics.sweep import N_STEPS
from pages.shared import state

DEFAULT_COST = 10.0  # of a miss, in false alarms
CURVE, SORT = "f1", "-f1"  # the highest F1 first
COLUMNS = ("strategy", "threshold", *SHOWN, "difference")


def board_state(strategies: Sequence[str]) -> BoardState:
    """Return mode, position and overrides; overrides of strategies that are not shown are left."""
    mode = state.read("mode")
    overrides = {}
    for part in filter(None, state.read("overrides").split(",")):
        name, _, text = part.rpartition(":")
        index = _index(text)
        if unquote(name) in strategies and index is not None:
            overrides[unquote(name)] = index
    # A matrix cell that was opened left its own threshold; the handle's position stands beside it.
    # Both are read, so that both are in the URL of the page that opened.
    at, threshold = state.read("position"), state.read("threshold")
    position = _index(at or threshold)
    default = BoardState()
    return BoardState(
        mode=mode if mode in MODES else default.mode,
        position=default.position if position is None else position,
        overrides=overrides,
    )


def board_view() -> dict[str, str]:
    """Return the measure of the curves and the column the table is sorted by."""
    curve, sort = state.read("curve"), state.read("sort")
    known = sort.removeprefix("-") in COLUMNS
    return {"curve": curve if curve in JUDGED else CURVE, "sort": sort if known else SORT}


def write_board_view(curve: str, sort: str) -> None:
    """Put the board's view into the URL; nothing where it is as at first."""
    state.write("curve", "" if curve == CURVE else curve)
    state.write("sort", "" if sort == SORT else sort)


def write_board_state(new: BoardState) -> None:
    """Put the board's state into the URL."""
    parts = [f"{quote(name, safe='')}:{k / N_STEPS:.3f}" for name, k in new.overrides.items()]
    state.write("mode", new.mode)
    state.write("threshold", f"{new.position / N_STEPS:.3f}")
    state.write("position", "")
    state.write("overrides", ",".join(parts))


def terms() -> Terms:
    """Return the costs and the prevalence that are set."""
    return Terms(
        cost_per_false_negative=number("cost_fn", DEFAULT_COST, low=0, high=1e6),
        cost_per_false_positive=number("cost_fp", 1.0, low=0, high=1e6),
        prevalence=number("prevalence", math.nan, low=0, high=1) if _has_prevalence() else None,
    )


def number(name: str, default: float, *, low: float, high: float) -> float:
    """Return a number of the URL above ``low`` and up to ``high``, else ``default``."""
    try:
        value = float(state.read(name))
    except ValueError:
        return default
    return value if low < value <= high else default


def baseline(strategies: Sequence[str]) -> str:
    """Return the strategy the others are compared with."""
    asked = state.read("baseline")
    return asked if asked in strategies else strategies[0]


def read_names(name: str) -> list[str]:
    """Return a list of names from the URL."""
    return [unquote(part) for part in state.read(name).split(",") if part]


def write_names(name: str, values: Sequence[str]) -> None:
    """Put a list of names into the URL, each quoted."""
    state.write(name, ",".join(quote(value, safe="") for value in values))


def _has_prevalence() -> bool:
    return not math.isnan(number("prevalence", math.nan, low=0, high=1))


def _index(text: str) -> int | None:
    """Return the grid position of a threshold written as a decimal; None if it is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return round(value * N_STEPS) if 0 <= value <= 1 else None
