"""All that is sent to the board, in the form it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa

from core.board.modes import WORDS


@dataclass(frozen=True, slots=True)
class BoardState:
    """Where the board stands: a mode, a slider position, and strategies that left the handle.

    position: 0 to 1000. overrides: strategy -> grid position, 0 to 1000.
    """

    mode: str = "same_threshold"
    position: int = 500
    overrides: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownStrategy:
    """A strategy as the board names and paints it.

    best: measure -> grid position of its best, where it has one. range: the near-optimal
    thresholds shaded on the slider, first and last grid position.
    """

    name: str
    label: str
    colour: str
    note: str
    best: Mapping[str, int]
    range: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Tables:
    """What a drag looks up; ``version`` changes when any of it does."""

    version: str
    rows: pa.Table
    paths: pa.Table
    density: pa.Table


def payload(
    tables: Tables,
    strategies: list[ShownStrategy],
    state: BoardState,
    **setup: Any,
) -> dict[str, Any]:
    """Join the tables with what is small.

    setup: stamp (int; the board takes ``state`` when it changes), baseline (a strategy's name),
    cost (of a miss, in false alarms), references (rows), range_words, footnote, table_note,
    verdicts (a table of core.board.noise, or None).
    """
    verdicts = setup.pop("verdicts", None)
    frames = {"rows": tables.rows, "paths": tables.paths, "density": tables.density}
    if verdicts is not None:
        frames["verdicts"] = verdicts
    return frames | {
        "setup": {
            "version": tables.version,
            "strategies": [asdict(strategy) for strategy in strategies],
            "state": asdict(state) | {"overrides": dict(state.overrides)},
            "modes": WORDS,
        }
        | setup
    }
