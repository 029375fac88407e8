"""Above the Label and Map pages: whose images, and which strategy decides on them, at what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from core.errors import RaresightError
from core.inference.models import list_models, recorded_sha256
from core.inference.score_store import ScoringModel
from core.metrics.counts import ConfusionCounts
from core.metrics.operating_points import best_f1
from core.metrics.sweep import N_STEPS
from core.runs.paths import list_experiments
from core.runs.pooled import Experiment
from pages.shared import choices, comparison, loaders, pickers, state, sweeps
from pages.shared.widgets import DEFAULT_EXPERIMENT

NOTHING_YET = "Nothing is gathered here yet: the command that gathers is still at its first image."


@dataclass(frozen=True, slots=True)
class Operating:
    """A strategy at its threshold of Compare, what it did to its validation images, its model."""

    experiment: Experiment
    strategy: str
    threshold: float
    validated: ConfusionCounts
    model: ScoringModel


def images_picker(names: list[str], label: Literal["visible", "collapsed"] = "visible") -> str:
    """Let the user choose whose images; kept in the URL."""
    asked = state.read("images")
    st.session_state["images"] = asked if asked in names else names[0]
    st.selectbox(
        "Images", names, key="images", label_visibility=label,
        on_change=lambda: state.write("images", st.session_state["images"]),
    )  # fmt: skip
    return st.session_state["images"]


def operating_pickers(images: str, *columns: st.delta_generator.DeltaGenerator) -> Operating | None:
    """Let the user choose experiment, strategy and threshold, each in a column; as on Compare.

    None where no experiment has both a model and stored predictions.
    """
    names = [name for name in list_experiments() if list_models(name)]
    if not names:
        return None
    with columns[0]:
        experiment = loaders.load(_experiment_picker(names, images))
    usable = _usable(experiment)
    if not usable:
        return None
    with columns[1]:
        strategy = _strategy_picker(experiment, list(usable))
    compared = pickers.ordered(experiment.predictions)
    shown = comparison.current(experiment, _fold(experiment), compared)
    index = shown.threshold_indices()[strategy]
    with columns[2]:
        index = _threshold_slider(compared, strategy, index)
    return Operating(
        experiment=experiment,
        strategy=strategy,
        threshold=index / N_STEPS,
        validated=shown.sweep(strategy).counts_at(index),
        model=usable[strategy],
    )


def _experiment_picker(names: list[str], images: str) -> str:
    """Choose whose models: at first those trained on these very images, else street-photos."""
    first = next((name for name in (images, DEFAULT_EXPERIMENT) if name in names), names[0])
    asked = state.read("experiment", first)
    st.session_state["models_of"] = asked if asked in names else first
    st.selectbox(
        "Models of", names, key="models_of",
        on_change=lambda: state.write("experiment", st.session_state["models_of"]),
    )  # fmt: skip
    return st.session_state["models_of"]


def _strategy_picker(experiment: Experiment, options: list[str]) -> str:
    """Choose whose verdict counts: at first the highest best F1, as on Classify."""
    asked = state.read("strategy")
    if asked not in options:
        best = {s: best_f1(sweeps.sweep(experiment.name, None, s)).value for s in options}
        asked = max(options, key=lambda s: best[s] if best[s] == best[s] else -1.0)
    st.session_state["decides"] = asked
    st.selectbox(
        "Strategy", options, key="decides",
        on_change=lambda: state.write("strategy", st.session_state["decides"]),
    )  # fmt: skip
    return st.session_state["decides"]


def _threshold_slider(compared: list[str], strategy: str, index: int) -> int:
    st.session_state["decides_at"] = index / N_STEPS
    st.slider(
        "Threshold", 0.0, 1.0, step=1 / N_STEPS, format="%.3f", key="decides_at",
        on_change=_write_threshold, args=(compared, strategy),
        help="As set on Compare. Moving it here changes it there too, for this strategy.",
    )  # fmt: skip
    return round(st.session_state["decides_at"] * N_STEPS)


def _write_threshold(compared: list[str], strategy: str) -> None:
    before = choices.board_state(compared)
    index = round(st.session_state["decides_at"] * N_STEPS)
    choices.write_board_state(replace(before, overrides={**before.overrides, strategy: index}))


def _fold(experiment: Experiment) -> int | None:
    asked = state.read("fold")
    return int(asked) if asked.isdecimal() and int(asked) in experiment.folds else None


def _usable(experiment: Experiment) -> dict[str, ScoringModel]:
    """Return the strategies that have a recorded model and predictions, in the palette's order."""
    usable = {}
    for strategy in pickers.ordered(list_models(experiment.name)):
        try:
            sha256 = recorded_sha256(experiment.name, strategy)
        except RaresightError:  # Classify names it, and why
            continue
        if strategy in experiment.predictions:
            usable[strategy] = ScoringModel(experiment.name, strategy, sha256)
    return usable
