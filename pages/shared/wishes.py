"""What matters to me: a wish sets the board, and is judged on images it was not chosen on."""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd
import streamlit as st

from core.board.payload import BoardState
from core.board.rows import COUNTS, measures
from core.metrics.counts import confusion_counts
from core.metrics.cross_fitting import cross_fitted
from core.metrics.operating_points import OperatingPoint
from core.metrics.sweep import N_STEPS, ThresholdSweep
from pages.shared import choices, columns, loaders, state
from pages.shared.comparison import Comparison
from pages.shared.figures_words import DASH, decimal, per_cent, signed
from pages.shared.wish import KINDS, Wish
from pages.shared.wish import current as current_wish

OWN_MODES = ("best_f1", "lowest_cost")  # wishes the board holds as a mode


def show(shown: Comparison) -> None:
    """Let the user wish; show what each strategy answers, and the optimism in it."""
    st.subheader("What matters to me", anchor=False)
    _controls(shown)
    points = {strategy: _point(shown, strategy) for strategy in shown.strategies}
    frame = pd.DataFrame([_row(shown, s, point) for s, point in points.items()])
    if not frame["Remark"].any():
        frame = frame.drop(columns="Remark")
    st.dataframe(
        frame,
        hide_index=True,
        width="content",
        height="content",
        column_config=columns.of_strategies(frame),
        key="wishes",
    )
    words = MEASURE_WORDS[shown.wish.metric]
    st.caption(
        f"Own images: {words} on the images the threshold was chosen on. Other images: chosen on "
        "the other folds, judged on this one. The difference is optimism."
    )


MEASURE_WORDS = {
    "f1": "F1",
    "cost": "the cost of 1,000 images",
    "recall": "graffiti found",
    "precision": "precision",
}


def _controls(shown: Comparison) -> None:
    left, right = st.columns([7, 3], vertical_alignment="bottom")
    st.session_state["wish"] = shown.wish.kind
    with left:
        st.segmented_control(
            "I want",
            list(KINDS),
            key="wish",
            format_func=lambda kind: KINDS[kind].words,
            on_change=lambda: _wish_changed(shown),
            wrap=True,
        )
    kind = KINDS[shown.wish.kind]
    if not kind.question:
        return
    cost = shown.wish.kind == "lowest_cost"
    terms = shown.terms
    ratio = terms.cost_per_false_negative / terms.cost_per_false_positive
    st.session_state["wish_value"] = float(ratio if cost else shown.wish.value)
    with right:
        st.number_input(
            kind.question,
            min_value=float(kind.low),
            max_value=float(kind.high),
            key="wish_value",
            on_change=lambda: _value_changed(shown),
        )


def _wish_changed(shown: Comparison) -> None:
    """Take a wish; the one that holds, clicked again, sets the board to it again."""
    kind = st.session_state["wish"] or shown.wish.kind
    if kind != shown.wish.kind:
        state.write("wish_value", "")
    state.write("wish", kind)
    _set_board(shown)


def _value_changed(shown: Comparison) -> None:
    value = f"{st.session_state['wish_value']:g}"
    if shown.wish.kind == "lowest_cost":
        state.write("cost_fn", value)
        state.write("cost_fp", "1")
    else:
        state.write("wish_value", value)
    _set_board(shown)


def _set_board(shown: Comparison) -> None:
    """Put the board where the wish of the URL leads each strategy; one without a point stays."""
    wish = current_wish(choices.terms())
    if wish.kind in OWN_MODES:
        choices.write_board_state(BoardState(wish.kind, shown.state.position))
        return
    answers = {s: wish.choose(shown.sweep(s)).index for s in shown.strategies}
    overrides = {s: index for s, index in answers.items() if index is not None}
    position = overrides.get(shown.baseline, shown.state.position)
    choices.write_board_state(BoardState("same_threshold", position, overrides))


def _point(shown: Comparison, strategy: str) -> OperatingPoint:
    return shown.wish.choose(shown.sweep(strategy))


def _row(shown: Comparison, strategy: str, point: OperatingPoint) -> dict[str, str]:
    if point.index is None:
        empty = dict.fromkeys(("Nearly as good", "Own images", "Other images", "Optimism"), DASH)
        return {"Strategy": strategy, "Threshold": DASH} | empty | {"Remark": point.reason}
    name, metric = shown.experiment.name, shown.wish.metric
    own = float(shown.rows(strategy)[metric][point.index])
    other = _on_other_images(name, shown.fold, strategy, shown.wish, shown.fingerprint)
    return {
        "Strategy": strategy,
        "Threshold": f"{point.index / N_STEPS:.3f}",
        "Nearly as good": f"{point.low_index / N_STEPS:.3f} to {point.high_index / N_STEPS:.3f}",
        "Own images": _written(own, metric),
        "Other images": _written(other, metric),
        "Optimism": _difference(other - own if metric == "cost" else own - other, metric),
        "Remark": "" if other == other else "one fold alone has no other images",
    }


def _written(value: float, metric: str) -> str:
    if metric in ("recall", "precision"):
        return per_cent(value)
    return decimal(value) if metric == "f1" or value != value else f"{value:,.1f}"


def _difference(value: float, metric: str) -> str:
    if metric in ("recall", "precision"):
        return signed(value * 100, ".1f") + (" pp" if value == value else "")
    return signed(value, ".3f" if metric == "f1" else ",.1f")


@st.cache_data(max_entries=1_024, show_spinner=False)
def _on_other_images(
    name: str, fold: int | None, strategy: str, wish: Wish, fingerprint: str
) -> float:
    """Judge each fold at the threshold chosen on the others; nan where that cannot be."""
    frame = loaders.load(name, fold).predictions[strategy]
    y_true, y_score, folds = (frame[c].to_numpy() for c in ("y_true", "y_score", "fold"))
    thresholds = cross_fitted(y_true, y_score, folds, wish.choose).thresholds
    if not thresholds:
        return nan
    parts = [folds == part for part in np.unique(folds)]
    judged = [
        confusion_counts(y_true[part], y_score[part], t)
        for part, t in zip(parts, thresholds, strict=True)
    ]
    tps, fps, fns, tns = (np.array([sum(getattr(c, n) for c in judged)]) for n in COUNTS)
    row = ThresholdSweep(np.array([nan]), tps=tps, fps=fps, fns=fns, tns=tns)
    return float(measures(row, wish.terms)[wish.metric][0])
