"""Is it real? Each strategy against the baseline, on the same images, where the board stands."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.metrics.counts import predict_positive
from core.metrics.paired import Difference, PairedComparison, compare_paired
from core.metrics.sweep import THRESHOLDS
from core.runs.pooled import Experiment
from pages.shared import columns, images_links
from pages.shared.comparison import Comparison
from pages.shared.figures_words import DASH, signed
from pages.shared.same_training import SAME_TRAINING

FLIPS = ("Only it right", "Only the baseline right")  # the columns whose cells open images


def show(shown: Comparison) -> None:
    """Show the differences to the baseline with interval, discordant images, folds, verdict."""
    st.subheader("Is it real?", anchor=False)
    others = [strategy for strategy in shown.strategies if strategy != shown.baseline]
    if not others:
        st.text("One strategy alone has nothing to differ from; choose a second one above.")
        return
    compared = {strategy: compare(shown, strategy) for strategy in others}
    frame = pd.DataFrame([_row(s, pair, shown.baseline) for s, pair in compared.items()])
    st.dataframe(
        frame,
        hide_index=True,
        height="content",
        column_config=columns.of_strategies(frame),
        key="reality",
        on_select=lambda: _flips_chosen(others, shown.baseline),
        selection_mode="single-cell",
    )
    flips = st.session_state.pop("opened_flips", None)
    if flips:
        images_links.open_flips(*flips)
    as_validated = "" if shown.terms.prevalence is None else " and the images' own prevalence"
    st.caption(
        f"Differences on the same images, at the thresholds of the board{as_validated}, each with "
        "its 95 % interval; “better” and “worse” where that of F1 leaves out 0. Click a count of "
        "images that only one decides rightly to see them."
    )
    _same_training_words(shown)


def _flips_chosen(strategies: list[str], baseline: str) -> None:
    """Note which flips a click on the table asks for: a page can be switched in the run after."""
    for row, column in st.session_state["reality"]["selection"]["cells"]:
        pair = strategies[row], baseline
        if column in FLIPS:
            st.session_state["opened_flips"] = pair if column == FLIPS[0] else pair[::-1]


def compare(shown: Comparison, strategy: str) -> PairedComparison:
    """Compare a strategy with the baseline, both where the board has them."""
    at = shown.threshold_indices()
    return _at(shown, (strategy, at[strategy]), (shown.baseline, at[shown.baseline]))


def _at(shown: Comparison, a: tuple[str, int], b: tuple[str, int]) -> PairedComparison:
    of = shown.experiment.name, shown.fold, a, b, shown.fingerprint, shown.experiment
    return shown.once(("compare", a, b), lambda: _compare(*of))


@st.cache_data(max_entries=4_096, show_spinner=False)
def _compare(
    name: str,
    fold: int | None,
    a: tuple[str, int],
    b: tuple[str, int],
    fingerprint: str,
    _experiment: Experiment,
) -> PairedComparison:
    first, second = (_experiment.predictions[strategy] for strategy, _ in (a, b))
    return compare_paired(
        first["y_true"].to_numpy(),
        predict_positive(first["y_score"].to_numpy(), THRESHOLDS[a[1]]),
        predict_positive(second["y_score"].to_numpy(), THRESHOLDS[b[1]]),
        first["fold"].to_numpy(),
        n_draws=2_000,
    )


def _row(strategy: str, pair: PairedComparison, baseline: str) -> dict[str, str]:
    return {
        "Strategy": strategy,
        "Verdict": "decides the same" if pair.identical else _verdict(pair, baseline),
        "Δ F1": _interval(pair.f1, ".3f", 1),
        "Δ graffiti found": _interval(pair.recall, ".1f", 100, " pp"),
        "Δ precision": _interval(pair.precision, ".1f", 100, " pp"),
        FLIPS[0]: f"{pair.only_a_right:,}",
        FLIPS[1]: f"{pair.only_b_right:,}",
        "Folds that agree": f"{pair.folds_agreeing} of {pair.n_folds}",
    }


def _verdict(pair: PairedComparison, baseline: str) -> str:
    return "cannot tell" if pair.verdict == "cannot tell" else f"{pair.verdict} than {baseline}"


def _interval(d: Difference, spec: str, scale: float, unit: str = "") -> str:
    if d.difference != d.difference:
        return DASH
    low, high = signed(d.low * scale, spec), signed(d.high * scale, spec)
    return f"{signed(d.difference * scale, spec)}{unit}  [{low}, {high}]"


def _same_training_words(shown: Comparison) -> None:
    """Say that the article's first two strategies are one training, and what sets them apart."""
    first, second = SAME_TRAINING
    if not {first, second} <= set(shown.strategies):
        return
    at = shown.threshold_indices()
    pair = _at(shown, (second, at[second]), (first, at[first]))
    told = (
        "Here they decide every image the same."
        if pair.identical
        else f"Their difference in F1 here, {_interval(pair.f1, '.3f', 1)}, is luck and threshold: "
        "read the others beside it."
    )
    st.info(
        f"`{first}` and `{second}` are the same training: a metric that is only watched changes "
        f"nothing in what is learned. {told}",
        icon=":material/content_copy:",
    )
