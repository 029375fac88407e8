"""Scores that are missing: counted, computed in the background when asked for, with progress."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.inference.score_jobs import JobState, shared_jobs
from pages.shared.gathered_choices import Operating
from pages.shared.plain import plain

LOOK_EVERY_S = 1.0


def scoring_notice(images: str, by: Operating, scores: pd.DataFrame, names: pd.Series) -> None:
    """Offer to score the images that have no score, and show how far that is.

    scores: as gathered_scores gives them. names: all images.
    """
    job = shared_jobs().state(images, by.model)
    if job is not None and job.running:
        _progress(images, by)
        return
    n_bad = int((scores["error"] != "").sum())
    n_missing = int((~names.isin(scores["image"])).sum())
    if n_missing and job is not None and job.problem:
        st.error("The images could not be scored.")
        st.text(job.problem)
    if n_bad:
        with st.expander(f"{n_bad:,} images cannot be read", icon=":material/broken_image:"):
            st.text("\n".join(scores["error"][scores["error"] != ""].head(20)))
    n_unjudged = int((scores["score"].isna() & (scores["error"] == "")).sum())
    if n_unjudged:
        st.caption(
            f"{n_unjudged:,} labelled images have no score: the fold that would judge them is not "
            "trained, and the others saw them in training."
        )
    if n_missing:
        words, button = st.columns([3, 1], vertical_alignment="center")
        words.markdown(_missing_words(n_missing, len(names), by))
        button.button(
            f"Score {n_missing:,} image{'s' * (n_missing != 1)}",
            icon=":material/model_training:", width="stretch",
            on_click=shared_jobs().start, args=(images, by.model), key="score_missing",
        )  # fmt: skip


def _missing_words(n_missing: int, n_images: int, by: Operating) -> str:
    who = f"**{plain(by.strategy)}** of {plain(by.experiment.name)}"
    if n_missing == n_images:
        return f"{who} has not scored these images yet."
    return f"{who} has not scored {n_missing:,} of {n_images:,} images yet."


@st.fragment(run_every=LOOK_EVERY_S)
def _progress(images: str, by: Operating) -> None:
    job = shared_jobs().state(images, by.model) or JobState(running=False)
    if not job.running:
        st.rerun()  # the whole page: there are new scores
    if not job.n_images:
        st.progress(0.0, f"Loading {plain(by.strategy)} ...")
        return
    left = job.seconds / job.done * (job.n_images - job.done) if job.done else 0
    st.progress(
        job.share,
        f"Scored {job.done:,} of {job.n_images:,} images"
        + (f", {left:.0f} s left" if job.done else "")
        + ". You can go on meanwhile.",
    )
