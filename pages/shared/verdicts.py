"""Which differences on the board are more than luck: everywhere at once, and where it stands."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from core.board.noise import JUDGED, Judged, verdict_table
from core.board.noise import verdicts as judge
from core.board.terms import Terms
from core.metrics.matching import MODES
from pages.shared import loaders, reality, sweeps
from pages.shared.comparison import Comparison

DRAWN = ("f1", "recall", "precision")
WORDS = {1: "better", -1: "worse", 0: "unsure"}


def everywhere(
    experiment: str, fold: int | None, strategies: tuple[str, ...], terms: Terms, baseline: str
) -> pa.Table:
    """Return what core.board.noise.verdict_table makes of every mode and slider position."""
    paths = sweeps.paths(experiment, fold, strategies, terms)
    frames = loaders.load(experiment, fold).predictions
    own = [(frames[s]["y_true"].to_numpy(), frames[s]["y_score"].to_numpy()) for s in strategies]
    modes = {
        mode: [Judged(*part, paths[f"{mode}/{i}"].to_numpy()) for i, part in enumerate(own)]
        for mode in MODES
    }
    return verdict_table(modes, strategies.index(baseline), terms)


def now(shown: Comparison) -> dict[str, list]:
    """Return the verdicts where the board stands, for its table.

    At the validation's own prevalence those of F1, recall and precision are the ones under
    "Is it real?": drawn, not approximated.
    """
    at = shown.threshold_indices()
    said: dict[str, list] = {measure: [] for measure in JUDGED} | {"at": list(at.values())}
    for strategy in shown.strategies:
        for measure, word in _verdicts(shown, at, strategy).items():
            said[measure].append(word)
    return said


def _verdicts(shown: Comparison, at: dict[str, int], strategy: str) -> dict[str, str]:
    frames = shown.experiment.predictions
    pair = [
        Judged(frames[s]["y_true"].to_numpy(), frames[s]["y_score"].to_numpy(), np.array([at[s]]))
        for s in (strategy, shown.baseline)
    ]
    said = {name: WORDS[int(sign[0])] for name, sign in judge(*pair, shown.terms).items()}
    if shown.terms.prevalence is None and strategy != shown.baseline:
        drawn = reality.compare(shown, strategy)
        said |= {name: getattr(drawn, name).verdict for name in DRAWN}
    return {name: "unsure" if word == "cannot tell" else word for name, word in said.items()}
