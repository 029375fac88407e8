"""Scores of the pictures at hand: each scored once, then kept for the session."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.charts.overlay import jpeg_uri
from core.errors import RaresightError
from core.inference.classify import Classification, choose_way, classify
from core.inference.decode import DecodedImage, decode_image
from core.inference.library import LoadState, shared_library
from core.inference.score_files import PHOTO_SHARE
from core.inference.tiles import tile_share
from pages.shared.classify_input import Picture

AT_ONCE = 4  # pictures: few enough to hold in memory, and the bar moves
THUMBNAIL_PX = 96
LOOK_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Scored:
    """What is kept of a picture: not its pixels. error: why it has no result, or ""."""

    picture: Picture
    sha256: str
    thumbnail: str
    note: str
    error: str
    result: Classification | None


def wait_for_models(experiment: str) -> LoadState:
    """Show how far the models are until all are loaded; they load once for all visitors."""
    library = shared_library()
    place = st.empty()  # there in every run: what comes after it would move, and an open menu close
    state = library.start(experiment)
    while state.waiting:
        n_ready = len(state.ready) + len(state.problems)
        n_all = n_ready + len(state.waiting)
        place.progress(state.share, f"Loading the models: {n_ready} of {n_all} ...")
        time.sleep(LOOK_EVERY_S)
        state = library.start(experiment)
    place.empty()
    return state


def score_pictures(
    pictures: list[Picture], experiment: str, way: str, strategies: tuple[str, ...]
) -> list[Scored]:
    """Return what each picture scored; only those that are new are run through the models.

    What is kept of pictures that were taken away is dropped.
    """
    key = (experiment, way, strategies)
    kept = st.session_state.get("scored", {}) if st.session_state.get("scored_key") == key else {}
    new = [picture for picture in pictures if picture.key not in kept]
    place = st.empty()  # as in wait_for_models
    if new:
        try:
            kept = kept | _score_new(new, *key, place)
        except RaresightError as error:  # a model that is just being trained anew, for example
            st.error("The pictures could not be scored. Try again in a moment.")
            st.text(str(error))
            st.stop()
    kept = {picture.key: kept[picture.key] for picture in pictures}
    st.session_state["scored"], st.session_state["scored_key"] = kept, key
    return list(kept.values())


def forget_pictures() -> None:
    """Drop what is kept of pictures, once all were taken away."""
    for key in ("scored", "scored_key", "pixels", "maps"):
        st.session_state.pop(key, None)


def pixels_of(picture: Picture) -> np.ndarray:
    """Return a picture's pixels (h, w, 3) uint8; those of one picture are kept, the last."""
    known = st.session_state.get("pixels")
    if known is None or known[0] != picture.key:
        known = (picture.key, decode_image(picture.read(), picture.name).pixels)
        st.session_state["pixels"] = known
    return known[1]


def _score_new(
    pictures: list[Picture],
    experiment: str,
    way: str,
    strategies: tuple[str, ...],
    place: DeltaGenerator,
) -> dict[str, Scored]:
    done: dict[str, Scored] = {}
    for start in range(0, len(pictures), AT_ONCE):
        place.progress(start / len(pictures), f"Scoring picture {start + 1} of {len(pictures)} ...")
        done |= _score_some(pictures[start : start + AT_ONCE], experiment, way, strategies)
    place.empty()
    return done


def _score_some(
    pictures: list[Picture], experiment: str, way: str, strategies: tuple[str, ...]
) -> dict[str, Scored]:
    decoded, done = [], {}
    for picture in pictures:
        data = picture.read()
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            decoded.append((picture, sha256, decode_image(data, picture.name)))
        except RaresightError as error:
            done[picture.key] = Scored(picture, sha256, "", "", str(error), None)
    share = tile_share(experiment)
    results = classify(
        [image.pixels for _, _, image in decoded],
        experiment,
        strategies,
        library=shared_library(),
        shares=[_share(image, way, share) for _, _, image in decoded],
    )
    for (picture, sha256, image), result in zip(decoded, results, strict=True):
        thumbnail = jpeg_uri(image.pixels, THUMBNAIL_PX)
        done[picture.key] = Scored(picture, sha256, thumbnail, image.note, "", result)
    return {picture.key: done[picture.key] for picture in pictures}


def _share(image: DecodedImage, way: str, share: float | None) -> float | None:
    if way == "auto":
        way = choose_way(image.width_px, image.height_px, share)
    return (share or PHOTO_SHARE) if way == "tiles" else None
