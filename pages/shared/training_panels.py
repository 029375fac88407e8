"""One small panel a strategy: the chosen measure by epoch, training and validation."""

from __future__ import annotations

import streamlit as st

from core.charts.history import history_figure, shared_axes
from core.runs.learning import best_epoch, mean_curves, stored_epochs
from pages.shared import figures
from pages.shared.figures_words import DASH, decimal, per_cent
from pages.shared.grid import grid
from pages.shared.plain import plain
from pages.shared.same_training import same_training_note
from pages.shared.training_choices import WORDS, Chosen

IN_A_ROW, MIN_PX = 4, 168  # two beside each other on a phone
CONFIG = {"displayModeBar": False}


def show(chosen: Chosen) -> None:
    """Show the panels of the chosen strategies, how to read them, and their numbers."""
    curves = chosen.curves
    if curves.empty:
        st.info(_nothing(chosen))
        return
    axes = shared_axes(curves, chosen.measure)
    with grid("panels", in_a_row=min(IN_A_ROW, max(2, len(chosen.strategies))), min_px=MIN_PX):
        for strategy in chosen.strategies:
            own = curves[curves["strategy"] == strategy]
            if own.empty:
                continue
            mean = mean_curves(own)
            best = best_epoch(mean, chosen.measure)
            figure = history_figure(
                own,
                mean,
                name=strategy,
                title=_title(chosen.measure, best),
                measure=chosen.measure,
                colour=chosen.colours[strategy],
                axes=axes,
                stored=stored_epochs(chosen.histories.records_of(strategy).values()),
                best=None if best is None else int(best["epoch"]),
            )
            words = f"{strategy}: {WORDS[chosen.measure]} by epoch"
            st.plotly_chart(figure, key=f"panel {strategy}", config=CONFIG, alt=words)
    st.caption(_reading(chosen))
    with st.expander("The numbers"):
        figures.table(curves)


def written(value: float, measure: str) -> str:
    """Write a value of a measure, as the panels' titles do."""
    if value != value:
        return DASH
    if measure == "loss":
        return f"{value:.4f}"
    return decimal(value) if measure == "f1" else per_cent(value)


def _title(measure: str, best: object) -> str:
    if best is None:
        return f"no validation {WORDS[measure]} recorded"
    return f"best validation {WORDS[measure]} {written(best['validation'], measure)}"


def _reading(chosen: Chosen) -> str:
    text = (
        "By epoch. Solid: validation; dotted: training. Thin: each fold; bold: their mean. "
        "Dot: the epoch whose predictions are stored; ring: the best one."
    )
    if chosen.measure == "loss":
        text += " Log scale; losses of different kinds say nothing beside each other."
    notes = [(s, same_training_note(s, chosen.strategies)) for s in chosen.strategies]
    return text + "".join(f" {plain(s)}: {plain(note)}." for s, note in notes if note)


def _nothing(chosen: Chosen) -> str:
    if chosen.histories.epochs.empty:
        return "No run of this experiment has ended with a history (epochs.csv) yet."
    return f"No epochs.csv of the chosen strategies has the {WORDS[chosen.measure]}."
