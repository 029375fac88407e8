"""Curves: all thresholds at once, and where each strategy stands."""

import streamlit as st

from core.charts.gains import gains_figure
from core.charts.precision_recall import precision_recall_figure
from core.charts.reliability import reliability_figure
from core.charts.roc import roc_figure
from pages.shared import chosen, curves, curves_words, figures, key, page_style, reliability

page_style.tighten()
shown = chosen.comparison_bar()
if shown is not None:
    colours, share = curves.colours(shown), curves.prevalence(shown)
    lines, points, bins = curves.curves(shown), curves.points(shown), curves.bins(shown)
    key.strategy_key(colours)
    st.caption(curves_words.which_images(shown))
    left, right = st.columns(2, gap="medium")
    with left:
        figures.show(
            "Precision and recall",
            precision_recall_figure(lines, points, curves.iso_f1(), colours, prevalence=share),
            reading=curves_words.PRECISION_RECALL,
            numbers=[points, lines[["strategy", "threshold", "recall", "precision", "f1"]]],
        )
    with right:
        figures.show(
            "ROC",
            roc_figure(lines, points, colours),
            reading=curves_words.ROC,
            numbers=[lines[["strategy", "threshold", "false_positive_rate", "recall"]]],
        )
    figures.show(
        "Scores of both classes",
        *curves.scores_figures(bins, points, colours),
        reading=curves_words.SCORES,
        numbers=[bins],
    )
    left, right = st.columns(2, gap="medium")
    with left:
        figures.show(
            "Gains",
            gains_figure(lines, points, colours, prevalence=share),
            reading=curves_words.GAINS,
            numbers=[lines[["strategy", "threshold", "flagged_rate", "recall"]]],
        )
    with right:
        diagram = st.container()
        correct = curves_words.correction_toggle(reliability.distorted(shown))
        with diagram:
            table = reliability.bins(shown, correct)
            figures.show(
                "Reliability",
                reliability_figure(table, colours),
                reading=curves_words.RELIABILITY,
                numbers=[table],
            )
    st.subheader("In one number, whatever the threshold")
    figures.table(reliability.in_one_number(shown, correct), height="content")
    st.caption(curves_words.IN_ONE_NUMBER)
