"""What decides: the strategy and the threshold of Compare, changeable here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from core.metrics.operating_points import best_f1
from core.metrics.sweep import N_STEPS
from core.runs.pooled import Experiment
from pages.shared import choices, comparison, pickers, state, sweeps

WAYS = {"auto": "Automatic", "tiles": "Tile by tile", "whole": "Whole"}
WAY_HELP = (
    "Models trained on tiles scan a photo tile by tile; a square picture, and pictures of models "
    "trained on whole images, are scored whole."
)
NO_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Decider:
    """The strategy that gives the verdict, the thresholds of all, and the review band."""

    experiment: str
    strategy: str
    thresholds: dict[str, float]
    review_band: float

    @property
    def threshold(self) -> float:
        """The chosen strategy's threshold."""
        return self.thresholds[self.strategy]


def way_picker() -> str:
    """Let the user choose how pictures are scored: auto, tiles or whole."""
    return st.segmented_control(
        "How", WAYS, default="auto", format_func=WAYS.get, help=WAY_HELP, required=True, key="way"
    )


def strategy_picker(experiment: Experiment, strategies: Sequence[str]) -> str:
    """Let the user choose whose verdict counts; kept in the URL. At first the best F1."""
    options = pickers.ordered(strategies)
    asked = state.read("strategy")
    st.session_state["decider"] = asked if asked in options else _best(experiment, options)
    return st.selectbox(
        "Strategy that decides",
        options,
        key="decider",
        on_change=lambda: state.write("strategy", st.session_state["decider"]),
    )


def decider(experiment: Experiment, strategies: tuple[str, ...], strategy: str) -> Decider:
    """Let the user set threshold and review band; the threshold is Compare's until moved."""
    thresholds = _thresholds(experiment, strategies)
    st.session_state["own_threshold"] = thresholds[strategy]
    left, right = st.columns(2)
    left.slider(
        "Threshold", 0.0, 1.0, step=1 / N_STEPS, format="%.3f", key="own_threshold",
        on_change=_write_threshold, args=(experiment, strategy),
        disabled=strategy not in experiment.predictions,
        help="As set on Compare. Moving it here re-decides at once and changes it there too, for "
        "this strategy.",
    )  # fmt: skip
    band = right.slider(
        "Not sure within", 0.0, 0.5, step=0.005, format="±%.3f", key="review_band",
        persist_state="session", help="Scores this close to the threshold are left to a person.",
    )  # fmt: skip
    return Decider(experiment.name, strategy, thresholds, band)


def _thresholds(experiment: Experiment, strategies: tuple[str, ...]) -> dict[str, float]:
    fold = state.read("fold")
    pooled = fold if fold.isdecimal() and int(fold) in experiment.folds else None
    compared = [s for s in pickers.ordered(experiment.predictions) if s in strategies]
    if not compared:
        return dict.fromkeys(strategies, NO_THRESHOLD)
    shown = comparison.current(experiment, None if pooled is None else int(pooled), compared)
    indices = shown.threshold_indices()
    return {s: indices[s] / N_STEPS if s in indices else NO_THRESHOLD for s in strategies}


def _write_threshold(experiment: Experiment, strategy: str) -> None:
    before = choices.board_state(list(experiment.predictions))
    index = round(st.session_state["own_threshold"] * N_STEPS)
    choices.write_board_state(replace(before, overrides={**before.overrides, strategy: index}))


def _best(experiment: Experiment, options: list[str]) -> str:
    stored = [name for name in options if name in experiment.predictions]
    values = {s: best_f1(sweeps.sweep(experiment.name, None, s)).value for s in stored}
    return max(
        stored, key=lambda s: values[s] if values[s] == values[s] else -1, default=options[0]
    )
