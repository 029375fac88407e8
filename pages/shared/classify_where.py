"""Where the graffiti is: the scanned photo with its tiles; and why: two maps of one tile."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.overlay import overlay
from core.charts.scan import scan_figure
from core.errors import RaresightError
from core.inference.classify import Classification
from core.inference.explain import agreement, grad_cam, occlusion
from core.inference.library import shared_library
from core.inference.tiles import heat_cells
from pages.shared.classify_choices import Decider
from pages.shared.classify_scores import Scored, pixels_of


def show_picture(scored: Scored, result: Classification, by: Decider) -> int:
    """Show the picture, scanned where it was; return the tile that the user chose."""
    pixels = pixels_of(scored.picture)
    if result.way == "whole":
        st.image(pixels, width="stretch", alt=scored.picture.name)
        return 0
    chosen = _chosen_tile(scored, result, by)
    scores = result.scores[by.strategy]
    st.plotly_chart(
        scan_figure(
            pixels,
            result.tiles,
            scores,
            heat=heat_cells(result.tiles, scores),
            flagged=result.flagged(by.strategy, by.threshold),
            threshold=by.threshold,
            chosen=chosen,
        ),
        key=_key("scan", scored, by),
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt="The photo with the heat of its tiles' scores; flagged tiles are outlined",
    )
    st.caption(
        "Heat: mean score of the tiles over a place. Orange frames: flagged. Click a dot to see "
        "why its tile scored so."
    )
    return chosen


def show_why(scored: Scored, result: Classification, tile: int, by: Decider) -> None:
    """Explain a tile, or the whole picture, when asked: it takes the models a moment."""
    what = "this picture" if result.way == "whole" else f"tile {tile + 1}"
    score = float(result.scores[by.strategy][tile])
    if not st.toggle(f"Why does {what} score {score:.3f}?", key="why"):
        return
    pixels = pixels_of(scored.picture)
    if result.way == "tiles":
        x, y, side = result.tiles[tile].tolist()
        pixels = pixels[y : y + side, x : x + side]
    try:
        cam, fall = _maps(_key("maps", scored, by) + f" {result.way} {tile}", pixels, by)
    except RaresightError as error:
        st.text(str(error))
        return
    plain, left, right = st.columns(3)
    plain.image(pixels, "As it is", width="stretch")
    left.image(overlay(pixels, cam), "Grad-CAM: what speaks for graffiti", width="stretch")
    right.image(
        overlay(pixels, fall),
        "Occlusion: orange where covering lowers the score, blue where it raises it",
        width="stretch",
    )
    st.caption(_agreement_sentence(agreement(cam, np.maximum(fall, 0)), float(fall.max())))


def _chosen_tile(scored: Scored, result: Classification, by: Decider) -> int:
    """Return the tile that was clicked, else the one with the highest score."""
    selection = st.session_state.get(_key("scan", scored, by), {}).get("selection", {})
    for point in selection.get("points", []):
        row = int(point.get("point_index", -1))
        if 0 <= row < len(result.tiles):
            return row
    return result.top_tile(by.strategy)


def _maps(key: str, pixels: np.ndarray, by: Decider) -> tuple[np.ndarray, np.ndarray]:
    """Compute both maps; the last ones are kept, so that a threshold moves without the models."""
    known = st.session_state.get("maps")
    if known is None or known[0] != key:
        with st.spinner("Looking for the reasons ..."):
            where = {"experiment": by.experiment, "strategy": by.strategy}
            cam = grad_cam(pixels, **where, library=shared_library())
            fall = occlusion(pixels, **where, library=shared_library())
        known = st.session_state["maps"] = (key, (cam, fall))
    return known[1]


def _agreement_sentence(correlation: float, largest_fall: float) -> str:
    fall = f"Covering the strongest place lowers the score by {max(0, largest_fall):.3f}."
    if correlation != correlation:
        return f"One of the maps is flat, so they cannot be compared. {fall}"
    if correlation < 0.3:
        return f"The two maps disagree (correlation {correlation:.2f}): trust neither. {fall}"
    return f"The two maps agree (correlation {correlation:.2f}). {fall}"


def _key(what: str, scored: Scored, by: Decider) -> str:
    return f"{what} {scored.picture.key} {by.experiment} {by.strategy}"
