"""How far the labelling is, and how far a model agrees with it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.collection.label_rows import GRAFFITI, NO_GRAFFITI, UNSURE
from core.metrics.counts import ConfusionCounts, confusion_counts, predict_positive
from pages.shared import gathered_data, label_acts
from pages.shared.gathered_choices import Operating
from pages.shared.label_choices import Labelling, guess_by

WORDS = {GRAFFITI: "graffiti", NO_GRAFFITI: "no graffiti", UNSURE: "unsure"}


def show_progress(chosen: Labelling) -> None:
    """Show how many images are labelled, of each class, and the agreement with the model."""
    labels = gathered_data.labels(chosen.images)
    n_images = len(gathered_data.pictures(chosen.images))
    st.progress(min(1.0, len(labels) / n_images), f"{len(labels):,} of {n_images:,} labelled")
    counts = labels["label"].value_counts()
    for column, (label, words) in zip(st.columns(3), WORDS.items(), strict=True):
        column.metric(words.capitalize(), f"{counts.get(label, 0):,}")
    if chosen.by is not None:
        st.markdown(_agreement_words(agreement(chosen.images, chosen.by), chosen.by))
    st.text_input(
        "Your name", key="person", placeholder=label_acts.session(), persist_state="session",
        help="Kept with each of your answers in labels.csv; undo takes back your own only.",
    )  # fmt: skip
    name = chosen.images.replace("`", "")
    st.caption(
        f"Kept in `data/{name}/labels.csv` at once. Then `python -m core train {name}` makes folds "
        "of them, images of one place together, and trains."
    )


def guess_words(images: str, by: Operating, last: dict[str, str]) -> str:
    """Say what the model made of the image labelled last; it stays hidden until then."""
    scores = gathered_data.scores(images, by)
    score = scores["score"][(scores["image"] == last["image"]) & scores["score"].notna()]
    if score.empty:
        return f"{by.strategy} has no score for it."
    value = float(score.iloc[0])
    flagged = bool(predict_positive(score.to_numpy(), by.threshold)[0])
    said = f"{by.strategy} scored it {value:.3f} and {'flags' if flagged else 'passes'} it"
    if last["label"] == UNSURE:
        return f"{said}."
    return f"{said}: {'it agrees' if flagged == (last['label'] == GRAFFITI) else 'it disagrees'}."


def agreement(images: str, by: Operating) -> ConfusionCounts:
    """Count the model's decisions on all labelled images against the labels."""
    labels = gathered_data.labels(images)
    decided = labels[labels["label"] != UNSURE]
    both = decided.merge(gathered_data.scores(images, by).dropna(subset="score"), on="image")
    return _counts(both, by.threshold)


def _counts(both: pd.DataFrame, threshold: float) -> ConfusionCounts:
    y_true = (both["label"] == GRAFFITI).to_numpy()
    return confusion_counts(y_true, both["score"].to_numpy(), threshold)


def _agreement_words(counts: ConfusionCounts, by: Operating) -> str:
    if not counts.n_images:
        return f"{guess_by(by)}: its guess shows after each answer."
    n_right = counts.tp + counts.tn
    return (
        f"{guess_by(by)} agrees with the labels on **{n_right:,} of {counts.n_images:,}**: it "
        f"flags {counts.tp:,} of {counts.tp + counts.fn:,} with graffiti and {counts.fp:,} of "
        f"{counts.fp + counts.tn:,} without."
    )
