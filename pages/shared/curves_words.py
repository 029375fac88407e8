"""How to read each curve, in a sentence or two; and the offer to correct scores."""

from __future__ import annotations

import streamlit as st

from pages.shared import leave_out
from pages.shared.comparison import Comparison
from pages.shared.figures_words import per_cent
from pages.shared.plain import plain

PRECISION_RECALL = (
    "Up and to the right is better. Dots: where each strategy stands on Compare. "
    "Dotted: equal F1, and flagging by lot."
)
ROC = (
    "Up and to the left is better. Where graffiti is rare, even a small false positive rate means "
    "more false alarms than hits. Dotted: flagging by lot."
)
SCORES = (
    "Images by score, on a log scale: graffiti in the strategy's colour, the rest in grey. "
    "What lies right of the dashed threshold is flagged."
)
GAINS = (
    "How much of the graffiti is found when the images with the highest scores are looked at "
    "first. Dotted: a perfect ranking, and looking by lot."
)
RELIABILITY = (
    "On the diagonal a score means what it says; below it, scores are too high. Larger marks rest "
    "on more images, counted below on a log scale. Bars, with up to three lines: 95 % intervals."
)
IN_ONE_NUMBER = (
    "Average precision and ROC AUC: how well scores rank (1 is best; by lot, the share of graffiti "
    "and 0.5). Brier score and log loss: how far scores lie from the truth (0 is best)."
)


def which_images(shown: Comparison) -> str:
    """Say which images the curves are of, and at which share of graffiti."""
    first = shown.sweep(shown.strategies[0])
    folds = ", ".join(map(str, shown.experiment.folds))
    text = (
        f"Validation images of fold {folds}: {first.n_positives + first.n_negatives:,}, "
        f"{first.n_positives:,} of them with graffiti. No model saw the images it is judged on. "
        f"{leave_out.words(shown.experiment)}"
    ).strip()
    if shown.terms.prevalence is None:
        return text
    return (
        f"{text} Precision, F1 and gains are those of a street with "
        f"{per_cent(shown.terms.prevalence)} graffiti."
    )


def correction_toggle(distorted: dict[str, float]) -> dict[str, float]:
    """Offer to correct the distorted scores; return those to correct, none if declined.

    distorted: strategy -> prevalence its training saw, where that is far from these images'.
    """
    if not distorted:
        return {}
    names = ", ".join(plain(name) for name in distorted)
    wanted = st.toggle(
        "Prior correction beside the scores as given",
        help=f"{names}: class weights or resampling showed the training more graffiti than there "
        "is, so the scores are too high. Bayes' rule takes that back, dotted with open marks; the "
        "ranking stays.",
    )
    return distorted if wanted else {}
