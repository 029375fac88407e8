"""Compare: what each strategy finds and misses."""

import streamlit as st

from pages.shared import loaders, tables, widgets

st.title("Compare")

name = widgets.experiment_picker()
if name is not None:
    experiment = loaders.load(name)
    widgets.broken_runs_notice(experiment)
    if experiment.predictions:
        st.dataframe(tables.summary(experiment, threshold=0.5), hide_index=True)
        folds = ", ".join(map(str, experiment.folds))
        st.caption(f"Validation images of fold {folds}, at the threshold 0.5.")
    else:
        st.info("No strategy of this experiment has a readable validation.parquet.")
