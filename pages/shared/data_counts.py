"""How many images of each class there are, and what that makes of the class weights."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.charts.class_counts import class_counts_figure
from core.datasets.class_counts import class_counts
from core.datasets.manifest import ALL
from core.training.weight_table import weight_table
from pages.shared.data_choices import Data
from pages.shared.figures_words import DASH, per_cent
from pages.shared.plain import plain


def show(data: Data) -> None:
    """Show the numbers by class and fold, and beside them the weights they lead to."""
    st.markdown(in_a_sentence(data.manifest))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("Images by class and fold", anchor=False)
        st.plotly_chart(
            class_counts_figure(class_counts(data.manifest)),
            key="counts",
            config={"displayModeBar": False},
            alt="Number of images by class and fold",
        )
    with right:
        st.subheader("Class weights", anchor=False)
        _show_weights(data)


def in_a_sentence(manifest: pd.DataFrame) -> str:
    """Say how many images, how rare graffiti is, and how many serve one strategy alone."""
    everyone = manifest[manifest["role"] == ALL]
    n, n_graffiti = len(everyone), int(everyone["label"].sum())
    text = f"**{n:,} images**, {n_graffiti:,} of them with graffiti"
    if n_graffiti:
        text += f": {per_cent(n_graffiti / n)}, one in {n / n_graffiti:.0f}"
    n_extra = len(manifest) - n
    more = f" {n_extra:,} more images with graffiti serve {plain('more_graffiti')} alone."
    return text + "." + (more if n_extra else "")


def counts_as_words(row: pd.Series) -> str:
    """Say what the weights of a fold mean."""
    if row["counts_as"] != row["counts_as"]:
        return "The training images of this fold lack a class, so there are no class weights."
    return f"**One graffiti image counts as {row['counts_as']:.0f} others.**"


def _show_weights(data: Data) -> None:
    weights = weight_table(data.manifest)
    st.markdown(counts_as_words(weights[weights["fold"] == data.fold].iloc[0]))
    st.markdown(
        "A class weighs all training images divided by twice its own, so that both classes "
        "together weigh the same. Counted on the images trained on; the article counts those that "
        "it validates."
    )
    written = {
        "Validated": [f"fold {fold}" for fold in weights["fold"]],
        "Trained on": [f"{n:,}" for n in weights["n_train"]],
        "With graffiti": [f"{n:,}" for n in weights["n_graffiti"]],
        "Weight": [_weight(value) for value in weights["graffiti"]],
        "Weight of the rest": [_weight(value) for value in weights["rest"]],
    }
    st.dataframe(pd.DataFrame(written), hide_index=True, height="content", key="weights")


def _weight(value: float) -> str:
    return DASH if value != value else f"{value:.3f}"
