"""Which differences on the board are more than luck: everywhere at once, and where it stands."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from core.board.noise import Judged, verdict_table
from core.board.noise import verdicts as judge
from core.metrics.matching import MODES
from pages.shared import reality
from pages.shared.comparison import Comparison

DRAWN = ("f1", "recall", "precision")
WORDS = {1: "better", -1: "worse", 0: "unsure"}


def everywhere(shown: Comparison) -> pa.Table:
    """Return what core.board.noise.verdict_table makes of every mode and slider position."""
    paths = shown.paths()
    frames = [shown.experiment.predictions[strategy] for strategy in shown.strategies]
    own = [(frame["y_true"].to_numpy(), frame["y_score"].to_numpy()) for frame in frames]
    modes = {
        mode: [Judged(*part, paths[f"{mode}/{i}"].to_numpy()) for i, part in enumerate(own)]
        for mode in MODES
    }
    return verdict_table(modes, shown.strategies.index(shown.baseline), shown.terms)


def now(shown: Comparison) -> dict[str, list]:
    """Return the verdicts where the board stands, for its table; a measure may be left out.

    At the validation's own prevalence those of F1, recall and precision are the ones under
    "Is it real?": drawn, not approximated. Those of the others are in the table of everywhere,
    but for strategies that left the handle.
    """
    at = shown.threshold_indices()
    said: dict[str, list] = {"at": list(at.values())}
    words = [_verdicts(shown, at, strategy) for strategy in shown.strategies]
    return said | {measure: [word[measure] for word in words] for measure in words[0]}


def _verdicts(shown: Comparison, at: dict[str, int], strategy: str) -> dict[str, str]:
    said = _approximated(shown, at, strategy) if shown.state.overrides else {}
    if shown.terms.prevalence is None:
        drawn = reality.compare(shown, strategy) if strategy != shown.baseline else None
        said |= {name: getattr(drawn, name).verdict if drawn else "unsure" for name in DRAWN}
    return {name: "unsure" if word == "cannot tell" else word for name, word in said.items()}


def _approximated(shown: Comparison, at: dict[str, int], strategy: str) -> dict[str, str]:
    frames = shown.experiment.predictions
    pair = [
        Judged(frames[s]["y_true"].to_numpy(), frames[s]["y_score"].to_numpy(), np.array([at[s]]))
        for s in (strategy, shown.baseline)
    ]
    return {name: WORDS[int(sign[0])] for name, sign in judge(*pair, shown.terms).items()}
