"""The verdict in words, and what its score means."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.charts.score_place import score_place_figure
from core.inference.classify import Classification, Verdict, decide
from core.inference.similar import SimilarImages, score_bins, similar_images
from core.runs.pooled import Experiment
from pages.shared import leave_out
from pages.shared.classify_choices import Decider
from pages.shared.pickers import ordered, plain

LOOKS: dict[Verdict, tuple[str, str, str]] = {
    "graffiti": ("Graffiti", "orange", ":material/format_paint:"),
    "no graffiti": ("No graffiti", "green", ":material/check_circle:"),
    "not sure": ("Not sure: look yourself", "gray", ":material/help:"),
}
MANY_TILES = 6
SCORE_PX = 120  # of the column: all columns fit beside the picture


def show_verdict(result: Classification, by: Decider, note: str = "") -> Verdict:
    """Say it first: graffiti or not, by whom, the score, how far from the threshold.

    note: what was done to the file that its owner might not expect.
    """
    score = result.score(by.strategy)
    verdict = decide(score, by.threshold, by.review_band)
    words, colour, icon = LOOKS[verdict]
    st.header(f":{colour}[{icon} {words}]", anchor=False)
    tiles = _tiles_sentence(result, by) if result.way == "tiles" else ""
    st.markdown(
        f"**{plain(by.strategy)}** scores it **{score:.3f}**, {_distance(score, by.threshold)} "
        f"the threshold {by.threshold:.3f}. {tiles}"
    )
    if note:
        st.caption(note)
    return verdict


def show_meaning(result: Classification, by: Decider, experiment: Experiment) -> None:
    """Say how many validation images of about this score were graffiti, and draw its place."""
    frame = experiment.predictions.get(by.strategy)
    if frame is None:
        st.info("This strategy has no stored validation images to compare the score with.")
        return
    y_true, y_score = frame["y_true"].to_numpy(), frame["y_score"].to_numpy()
    score = result.score(by.strategy)
    st.markdown(_meaning(similar_images(y_true, y_score, score), result))
    st.plotly_chart(
        score_place_figure(
            *score_bins(y_true, y_score), score=score, threshold=by.threshold,
            review_band=by.review_band,
        ),
        key="score_place", config={"displayModeBar": False},
        alt="Scores of the validation images with graffiti, upwards, and without, downwards",
    )  # fmt: skip
    folds = ", ".join(map(str, experiment.folds))
    st.caption(
        f"{len(frame):,} validation images of fold {folds}, which this model did not see in "
        "training. Pink: this score; dashed: the threshold. Bars go with the root of the count. "
        f"{leave_out.words(experiment)}"
    )


def show_strategies(result: Classification, by: Decider) -> None:
    """Show what every strategy says, side by side."""
    rows = []
    for strategy in ordered(result.scores):
        score, threshold = result.score(strategy), by.thresholds[strategy]
        row = {
            "Strategy": strategy,
            "Verdict": LOOKS[decide(score, threshold, by.review_band)][0].split(":")[0],
            "Score": score,
            "Threshold": threshold,
            "Distance": score - threshold,
        }
        if result.way == "tiles":
            row["Tiles"] = len(result.flagged(strategy, threshold))
        rows.append(row)
    score_bar = st.column_config.ProgressColumn(
        format="%.3f", min_value=0, max_value=1, width=SCORE_PX
    )
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content",
        column_config={
            "Score": score_bar,
            "Threshold": st.column_config.NumberColumn(format="%.3f"),
            "Distance": st.column_config.NumberColumn(format="%+.3f"),
            "Tiles": st.column_config.NumberColumn(help="How many of the photo's are flagged"),
        },
    )


def _distance(score: float, threshold: float) -> str:
    if score == threshold:
        return "exactly at"
    return f"{abs(score - threshold):.3f} {'above' if score > threshold else 'below'}"


def _tiles_sentence(result: Classification, by: Decider) -> str:
    """Name the flagged tiles by their numbers, which start at 1 as those on the photo do."""
    flagged, n = result.flagged(by.strategy, by.threshold).tolist(), len(result.tiles)
    if not flagged:
        highest = result.top_tile(by.strategy) + 1
        return f"None of its {n} tiles is flagged; tile {highest} scores highest."
    named = ", ".join(str(row + 1) for row in flagged[:MANY_TILES])
    if len(flagged) == 1:
        return f"1 of its {n} tiles is flagged: tile {named}."
    more = f" and {len(flagged) - MANY_TILES} more" if len(flagged) > MANY_TILES else ""
    return f"{len(flagged)} of its {n} tiles are flagged, highest first: {named}{more}."


def _meaning(found: SimilarImages, result: Classification) -> str:
    if not found.n_images:
        return "There are no validation images to compare the score with."
    share = found.n_graffiti / found.n_images
    what = "tiles" if result.way == "tiles" else "images"
    scan = (
        f" The photo's score is the highest of {len(result.tiles)} tiles, so false alarms are "
        "likelier than for one tile."
        if result.way == "tiles"
        else ""
    )
    return (
        f"Of the **{found.n_images:,} validation {what} that scored about this** "
        f"({found.lowest:.3f} to {found.highest:.3f}), **{found.n_graffiti:,} were graffiti**: "
        f"{100 * share:.0f} %, 95 % interval {100 * found.low:.0f} to {100 * found.high:.0f} %. "
        f"Of all with graffiti {_share(found.higher_graffiti)} scored this high or higher, of "
        f"those without {_share(found.higher_rest)}.{scan}"
    )


def _share(fraction: float) -> str:
    return "none" if fraction != fraction else f"{100 * fraction:.1f} %"
