"""The Data page of an experiment without a manifest: what its predictions tell."""

from __future__ import annotations

import streamlit as st

from core.charts.class_counts import class_counts_figure
from core.datasets.class_counts import class_counts
from core.datasets.manifest import ALL
from pages.shared import loaders, widgets
from pages.shared.plain import plain


def show(name: str) -> None:
    """Say that there is no manifest, and count the validated images by class and fold."""
    st.info(
        f"{plain(name)} has no manifest (data/{plain(name)}/manifest.csv), so nothing is known of "
        "its images but the labels in its predictions."
    )
    experiment = loaders.load(name)
    widgets.broken_runs_notice(experiment)
    if not experiment.predictions:
        return
    half, _ = st.columns(2)
    half.subheader("Validated images by class and fold", anchor=False)
    images = next(iter(experiment.predictions.values())).rename(columns={"y_true": "label"})
    half.plotly_chart(
        class_counts_figure(class_counts(images.assign(role=ALL))),
        key="counts",
        config={"displayModeBar": False},
        alt="Number of validated images by class and fold",
    )
