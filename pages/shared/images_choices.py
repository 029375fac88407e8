"""What the Images page shows: the view and what belongs to it, kept in the URL."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from core.datasets.validated import ValidatedImages
from core.metrics.image_order import CELLS
from core.metrics.sweep import N_STEPS, THRESHOLDS
from pages.shared import choices, comparison, images_scene, pickers, state
from pages.shared.comparison import Comparison
from pages.shared.same_training import SAME_TRAINING

VIEWS = {
    "cell": "A cell",
    "near": "Near the threshold",
    "flips": "Flips",
    "disagreement": "Disagreement",
    "mislabelled": "Probably mislabelled",
    "marked": "Marked",
}
CELL_WORDS = {"tp": "found", "fn": "missed", "fp": "false alarms", "tn": "kept"}
WITH_STRATEGY = ("cell", "near", "flips", "marked")
WITH_THRESHOLD = ("cell", "near")


@dataclass(frozen=True, slots=True)
class Choice:
    """thresholds: every strategy of the experiment -> its grid position on the board.

    compared: the strategies chosen above, among which is disagreed. scene: "" for all.
    """

    view: str
    strategy: str
    against: str
    cell: str
    scene: str
    compared: tuple[str, ...]
    thresholds: dict[str, int]

    def threshold(self, strategy: str) -> float:
        """Return a strategy's threshold, 0 to 1."""
        return float(THRESHOLDS[self.thresholds[strategy]])


def choose(shown: Comparison, table: ValidatedImages) -> Choice:
    """Let the user choose a view, and in it strategy, cell, threshold and scene."""
    everyone = comparison.current(
        shown.experiment, shown.fold, pickers.ordered(shown.experiment.predictions)
    )
    choice = _of_url(shown, everyone.threshold_indices())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _pick("view", choice.view, list(VIEWS), VIEWS)
        choice = replace(choice, scene=images_scene.picker(table))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if choice.view in WITH_STRATEGY:
            words = "Right" if choice.view == "flips" else "Strategy"
            _select("strategy", choice.strategy, choice.compared, words)
        if choice.view == "flips":
            _select("against", choice.against, choice.compared, "Wrong")
            st.button("Swap", icon=":material/swap_horiz:", on_click=_swap, args=(choice,))
        if choice.view == "cell":
            counts = shown.sweep(choice.strategy).counts_at(choice.thresholds[choice.strategy])
            words = {c: f"{CELL_WORDS[c]} {getattr(counts, c):,}" for c in CELLS}
            _pick("cell", choice.cell, list(CELLS), words)
        if choice.view in WITH_THRESHOLD:
            _threshold_slider(shown, choice)
    return choice


def _of_url(shown: Comparison, thresholds: dict[str, int]) -> Choice:
    compared = shown.strategies
    view, cell = state.read("view"), state.read("cell")
    strategy, against = state.read("strategy"), state.read("against")
    strategy = strategy if strategy in compared else shown.baseline
    if against not in compared or against == strategy:
        against = _other(strategy, shown)
    return Choice(
        view=view if view in VIEWS else "cell",
        strategy=strategy,
        against=against,
        cell=cell if cell in CELLS else "fn",
        scene="",
        compared=compared,
        thresholds=thresholds,
    )


def _other(strategy: str, shown: Comparison) -> str:
    """Return the baseline, or else the first strategy that is trained differently."""
    others = [name for name in shown.strategies if name != strategy]
    differ = [name for name in others if not {name, strategy} <= set(SAME_TRAINING)]
    return next((s for s in (shown.baseline, *differ, *others) if s in others), strategy)


def _pick(name: str, value: str, options: list[str], words: dict[str, str]) -> None:
    key = f"images_{name}"
    st.session_state[key] = value
    st.segmented_control(
        name, options, key=key, format_func=words.get, required=True, wrap=True,
        label_visibility="collapsed", on_change=_keep, args=(name, key),
    )  # fmt: skip


def _select(name: str, value: str, options: tuple[str, ...], words: str) -> None:
    key = f"images_{name}"
    st.session_state[key] = value
    st.selectbox(words, options, key=key, width=210, on_change=_keep, args=(name, key))


def _keep(name: str, key: str) -> None:
    state.write(name, st.session_state[key] or "")
    state.write("page", "")


def _swap(choice: Choice) -> None:
    state.write("strategy", choice.against)
    state.write("against", choice.strategy)
    state.write("page", "")


def _threshold_slider(shown: Comparison, choice: Choice) -> None:
    st.session_state["images_threshold"] = choice.threshold(choice.strategy)
    st.slider(
        "Threshold", 0.0, 1.0, step=1 / N_STEPS, format="%.3f", key="images_threshold", width=260,
        on_change=_move_threshold, args=(shown, choice.strategy),
        help="As set on Compare. Moving it here changes it there too, for this strategy.",
    )  # fmt: skip


def _move_threshold(shown: Comparison, strategy: str) -> None:
    before = choices.board_state(list(shown.experiment.predictions))
    index = round(st.session_state["images_threshold"] * N_STEPS)
    choices.write_board_state(replace(before, overrides={**before.overrides, strategy: index}))
    state.write("page", "")
