"""Over-fitting in words: how much better a strategy is on what it trained on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.runs.overfitting import Gap, overfitting_gap
from pages.shared.figures_words import decimal
from pages.shared.plain import plain
from pages.shared.training_choices import WORDS, Chosen

# Upper ends of the gap, in shares or, for the loss, as a part of the training loss.
STEPS = (
    (0.03, "next to none"),
    (0.10, "small"),
    (0.25, "clear: part of what it learnt holds only for its own images"),
)
WIDE = "wide: it knows its training images by heart"
BETTER = -0.02
LEARNT_NOTHING = 0.05


def show(chosen: Chosen) -> None:
    """Show the widest gap in a sentence, and each strategy's in a table, widest first."""
    epochs, records_of = chosen.histories.epochs, chosen.histories.records_of
    found = [
        overfitting_gap(epochs[epochs["strategy"] == s], chosen.measure, records_of(s))
        for s in chosen.strategies
    ]
    gaps = sorted((gap for gap in found if gap is not None), key=lambda gap: -gap.relative)
    if not gaps:
        return
    st.subheader("Over-fitting", anchor=False)
    st.markdown(lead(gaps[0]))
    table = pd.DataFrame([_row(gap) for gap in gaps])
    if table["By"].nunique() == 1:
        table = table.drop(columns="By")
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        key="gaps",
        column_config={"In words": st.column_config.TextColumn(width="large")},
    )
    st.caption(
        "At the epoch whose predictions are stored, else the last; means over the folds. Training "
        "values are taken while the epoch runs, with augmentation and dropout on, so they lag "
        "a little behind. Where training sees more graffiti than validation, or weighs it more, "
        "only recall compares."
    )


def lead(gap: Gap) -> str:
    """Say which strategy has the widest gap, and how wide it is."""
    measure = WORDS[gap.measure]
    if gap.relative < STEPS[0][0]:
        return f"No strategy over-fits: the widest gap in {measure} is {decimal(gap.size)}."
    return (
        f"The widest gap is that of {plain(gap.strategy)}: {measure} {decimal(gap.train)} on the "
        f"images it trained on, {decimal(gap.validation)} on those it never saw."
    )


def in_words(gap: Gap) -> str:
    """Judge a gap, and say what is behind it."""
    parts = [_size_words(gap)]
    if gap.seen_share is not None:
        parts.append(f"trained on {gap.seen_share * 100:.0f} % graffiti")
    if gap.turned is not None:
        parts.append(f"validation loss rises after epoch {gap.turned}")
    return "; ".join(parts).capitalize()


def _size_words(gap: Gap) -> str:
    if gap.measure not in ("loss", "accuracy") and max(gap.train, gap.validation) < LEARNT_NOTHING:
        return "none: even in training it finds next to no graffiti"
    if gap.relative < BETTER:
        return "none: validation is better, as training is made harder"
    return next((words for end, words in STEPS if gap.relative < end), WIDE)


def _row(gap: Gap) -> dict[str, object]:
    return {
        "Strategy": gap.strategy,
        "By": WORDS[gap.measure],
        "Training": decimal(gap.train),
        "Validation": decimal(gap.validation),
        "Gap": decimal(gap.size),
        "In words": in_words(gap),
    }
