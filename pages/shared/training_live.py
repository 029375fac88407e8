"""The runs that train now: they appear and grow by themselves, every two seconds."""

from __future__ import annotations

import time

import pandas as pd
import streamlit as st

from core.charts.history import history_figure, shared_axes
from core.charts.style import strategy_colour
from core.runs.histories import histories_fingerprint
from core.runs.in_training import RunInTraining, runs_in_training
from core.runs.learning import learning_curves
from core.runs.paths import list_experiments, list_strategies
from pages.shared.figures_words import duration
from pages.shared.grid import grid
from pages.shared.training_choices import WORDS, Chosen
from pages.shared.training_panels import CONFIG

EVERY_S = 2.0


@st.fragment(run_every=EVERY_S)
def show(chosen: Chosen) -> None:
    """Show the runs in training; when one has ended, the whole page runs again."""
    if histories_fingerprint(chosen.experiment) != chosen.fingerprint:
        st.rerun()
    now = time.time()
    runs = sorted(runs_in_training(chosen.experiment), key=lambda run: run.is_stale(now))
    if not runs:
        return
    st.subheader("Stopped" if runs[0].is_stale(now) else "In training", anchor=False)
    colours = strategy_colour(list_strategies(chosen.experiment))
    curves = [_curves(run, chosen.measure) for run in runs]
    n_epochs = max(1 if run.progress is None else int(run.progress.epochs) for run in runs)
    axes = shared_axes(pd.concat([chosen.curves, *curves]), chosen.measure, n_epochs)
    with grid("live", in_a_row=4, min_px=240):
        for run, own in zip(runs, curves, strict=True):
            figure = history_figure(
                own,
                own,
                name=run.strategy,
                title=f"fold {run.fold}",
                measure=chosen.measure,
                colour=colours[run.strategy],
                axes=axes,
            )
            words = f"{run.strategy}, fold {run.fold}: {WORDS[chosen.measure]} so far"
            with st.container(border=True, gap="small"):
                st.plotly_chart(figure, key=f"live {words}", config=CONFIG, alt=words)
                st.progress(run.share_done, how_far(run, now))


@st.fragment(run_every=EVERY_S)
def wait_for_the_first_run() -> None:
    """Run the page again as soon as there is a run."""
    if list_experiments():
        st.rerun()


def how_far(run: RunInTraining, now: float) -> str:
    """Say where a run is and how long it will take, or since when nothing came from it."""
    if run.is_stale(now):
        return (
            f"Stale: nothing written for {duration(now - run.written_at)}, so it was stopped or "
            "killed. The same train command goes on at its last whole epoch."
        )
    progress = run.progress
    if progress is None:
        return "Begins: images are loaded and the network is built."
    trained = progress.step == progress.steps
    batch = f", batch {progress.step:,} of {progress.steps:,}"
    left = run.remaining_s
    return (
        f"Epoch {progress.epoch + 1} of {progress.epochs}"
        + (": judged on the validation images" if trained else batch)
        + (f"; about {duration(left)} left" if left > 0 else "")
    )


def _curves(run: RunInTraining, measure: str) -> pd.DataFrame:
    if run.epochs is None:
        return pd.DataFrame(columns=["strategy", "fold", "epoch", "train", "validation"])
    return learning_curves(run.epochs.assign(strategy=run.strategy, fold=run.fold), measure)
