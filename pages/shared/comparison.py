"""What the Compare page compares at this moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from core.board.payload import BoardState
from core.board.terms import Terms
from core.metrics.sweep import ThresholdSweep
from core.runs.pooled import Experiment
from pages.shared import choices, loaders, sweeps, wish


@dataclass(frozen=True, slots=True)
class Comparison:
    """An experiment's chosen strategies, in order, and all that is set about them."""

    experiment: Experiment
    fold: int | None
    strategies: tuple[str, ...]
    state: BoardState
    terms: Terms
    baseline: str
    wish: wish.Wish
    fingerprint: str  # of loaders: what was computed from the files is found by it
    _found: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return what ``compute`` returns, asked once: to look it up in a cache takes longer."""
        if key not in self._found:
            self._found[key] = compute()
        return self._found[key]

    def sweep(self, strategy: str) -> ThresholdSweep:
        """Return the counts of one strategy at every threshold."""
        of = self.experiment.name, self.fold, strategy, self.fingerprint
        return self.once(("sweep", strategy), lambda: sweeps.sweep(*of))

    def rows(self, strategy: str) -> dict[str, np.ndarray]:
        """Return the columns of the board of one strategy, at the terms that are set."""
        of = self.experiment.name, self.fold, strategy, self.terms, self.fingerprint
        return self.once(("rows", strategy), lambda: sweeps.rows(*of))

    def paths(self) -> pa.Table:
        """Return where every mode puts the strategies at every slider position."""
        of = self.experiment.name, self.fold, self.strategies, self.terms, self.fingerprint
        return self.once("paths", lambda: sweeps.paths(*of))

    def threshold_indices(self) -> dict[str, int]:
        """Return the grid position (0 to 1000) at which each strategy stands on the board."""
        return self.once("threshold_indices", self._threshold_indices)

    def _threshold_indices(self) -> dict[str, int]:
        table = self.paths()
        column = {s: table[f"{self.state.mode}/{i}"] for i, s in enumerate(self.strategies)}
        return {
            s: self.state.overrides.get(s, column[s][self.state.position].as_py())
            for s in self.strategies
        }


def current(experiment: Experiment, fold: int | None, strategies: list[str]) -> Comparison:
    """Read from the URL what is set about these strategies."""
    terms = choices.terms()
    return Comparison(
        experiment=experiment,
        fold=fold,
        strategies=tuple(strategies),
        state=choices.board_state(strategies),
        terms=terms,
        baseline=choices.baseline(strategies),
        wish=wish.current(terms),
        fingerprint=loaders.fingerprint(experiment.name),
    )
