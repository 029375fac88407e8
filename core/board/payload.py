"""All that is sent to the board, in the form it reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """What a drag looks up; a version changes when any of what it names does.

    verdicts: a table of core.board.noise, of the differences to one baseline.
    """

    version: str
    rows: pa.Table
    paths: pa.Table
    density: pa.Table
    verdicts_version: str
    verdicts: pa.Table


def payload(
    tables: Tables,
    strategies: list[ShownStrategy],
    state: BoardState,
    *,
    known: Collection[str] = (),
    **setup: Any,
) -> dict[str, Any]:
    """Join what is small with the tables, but for those the browser knows already.

    known: versions the board reported. setup: view (curve, a measure; sort, a column, behind a
    minus if the highest is first; taken once, when the board appears), stamp (int; the board takes
    ``state`` when it changes), baseline (a strategy's name), cost (of a miss, in false alarms),
    references (rows), range_words, footnote, table_note, judged (the verdicts of this very moment:
    at, the grid position of each strategy; measure, where known -> "better", "worse" or "unsure"
    of each).
    """
    frames = {}
    if tables.version not in known:
        frames |= {"rows": tables.rows, "paths": tables.paths, "density": tables.density}
    if tables.verdicts_version not in known:
        frames["verdicts"] = tables.verdicts
    return frames | {
        "setup": {
            "version": tables.version,
            "verdicts_version": tables.verdicts_version,
            "strategies": [asdict(strategy) for strategy in strategies],
            "state": asdict(state) | {"overrides": dict(state.overrides)},
            "modes": WORDS,
        }
        | setup
    }
