"""That is wrong: what the user sees is kept; the picture only if they say so."""

from __future__ import annotations

import streamlit as st

from core.errors import RaresightError
from core.inference.classify import Classification, Verdict
from core.inference.feedback import Feedback, append_feedback
from pages.shared.classify_choices import Decider
from pages.shared.classify_scores import Scored, pixels_of

LABELS = {1: "There is graffiti", 0: "There is no graffiti"}


def show_feedback(scored: Scored, result: Classification, verdict: Verdict, by: Decider) -> None:
    """Ask whether the verdict is wrong, and keep the answer in data/feedback.csv."""
    sent = f"feedback {scored.sha256} {by.experiment} {by.strategy}"
    if st.session_state.get(sent):
        st.success("Thank you: your answer is kept.", icon=":material/check:")
        return
    with st.popover("That is wrong", icon=":material/thumb_down:"):
        label = st.radio(
            "What do you see?", list(LABELS), index=0 if verdict == "no graffiti" else 1,
            format_func=LABELS.get, key=f"label {sent}",
        )  # fmt: skip
        keep = st.checkbox(
            "Keep the picture too, for training", key=f"keep {sent}",
            help="Its pixels alone, at most 1,600 px a side; not its name, place or time.",
        )  # fmt: skip
        st.caption("Kept: the file's SHA-256, the score, the threshold and your answer.")
        if st.button("Send", type="primary", key=f"send {sent}"):
            _send(scored, result, verdict, by, label, keep)
            st.session_state[sent] = True
            st.rerun()


def _send(
    scored: Scored, result: Classification, verdict: Verdict, by: Decider, label: int, keep: bool
) -> None:
    feedback = Feedback(
        sha256=scored.sha256,
        experiment=by.experiment,
        strategy=by.strategy,
        way=result.way,
        score=result.score(by.strategy),
        threshold=by.threshold,
        verdict=verdict,
        label=label,
    )
    try:
        append_feedback(feedback, pixels_of(scored.picture) if keep else None)
    except RaresightError as error:
        st.error("Your answer could not be kept.")
        st.text(str(error))
        st.stop()
