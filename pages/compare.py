"""Compare: what each strategy finds and misses, at every threshold."""

import streamlit as st

from pages.shared import board_panel, comparison, loaders, pickers, widgets

bar = st.columns([2, 2, 8], vertical_alignment="bottom")
with bar[0]:
    name = widgets.experiment_picker()
if name is not None:
    with bar[1]:
        fold = pickers.fold_picker(loaders.load(name).folds)
    experiment = loaders.load(name, fold)
    if experiment.predictions:
        with bar[2]:
            strategies = pickers.strategy_pills(experiment)
        if strategies:
            board_panel.show(comparison.current(experiment, fold, strategies))
        else:
            st.info("Choose at least one strategy above.")
    else:
        st.info("No strategy of this experiment has a readable validation.parquet.")
    widgets.broken_runs_notice(experiment)
