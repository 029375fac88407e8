"""Images that look alike: how many, whether across folds, and the first pairs to judge by eye."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import streamlit as st

from core.datasets.near_copies import image_hashes, near_copies
from core.datasets.thumbnails import thumbnails
from core.errors import RaresightError
from pages.shared.attribution import photo_credit
from pages.shared.data_choices import Data
from pages.shared.figures_words import duration, plural
from pages.shared.grid import grid
from pages.shared.plain import plain

N_PAIRS, PICTURE_PX = 6, 160
MOST = 100_000  # compared in about a minute; the time grows with the square
HELP = (
    "Reads every image once and keeps a 64-bit hash of its coarse brightness; pairs that differ in "
    "at most 6 bits look alike. With many images this takes minutes; what was done is kept."
)


@st.fragment
def show(data: Data) -> None:
    """Look for pairs when asked, with a bar on the way, and show what was found."""
    if not st.toggle("Look for images that look alike", key="near", help=HELP):
        return
    if len(data.manifest) > MOST:
        st.info(f"More than {MOST:,} images are too many to compare each with each here.")
        return
    try:
        hashes, readable = _hash_with_bar(data)
    except RaresightError as error:
        st.info(plain(str(error)))
        return
    pairs = _pairs(data.experiment, data.stamp, data.manifest, hashes, readable)
    st.markdown(pairs_in_words(pairs, int(readable.sum()), int((~readable).sum())))
    if len(pairs):
        _show_pairs(data, pairs.head(N_PAIRS))


def pairs_in_words(pairs: pd.DataFrame, n_images: int, n_unreadable: int) -> str:
    """Say how many pairs look alike, and how many of them lie in two folds."""
    unread = f" {plural(n_unreadable, 'file')} could not be read." if n_unreadable else ""
    if pairs.empty:
        return f"**No two** of {n_images:,} images look alike.{unread}"
    n_across = int(pairs["across_folds"].sum())
    where = f"{n_across:,} of them in two folds" if n_across else "all of them within one fold"
    found = f"**{plural(len(pairs), 'pair')}** of look-alikes among {n_images:,} images"
    return f"{found}, {where}.{unread}"


def _hash_with_bar(data: Data) -> tuple[np.ndarray, np.ndarray]:
    place = st.empty()
    begun, first = time.monotonic(), None

    def report(done: int, n: int) -> None:
        nonlocal first
        first = done if first is None else first  # hashed on an earlier visit
        if done < n:
            pace = (done - first) / max(time.monotonic() - begun, 1e-9)
            left = f"; about {duration((n - done) / pace)} left" if pace else ""
            place.progress(done / n, f"Looked at {done:,} of {n:,} images{left}")

    try:
        return image_hashes(data.experiment, data.manifest, report)
    finally:
        place.empty()


def _show_pairs(data: Data, pairs: pd.DataFrame) -> None:
    order = pairs[["first", "second"]].to_numpy().ravel()
    rows = data.manifest.iloc[order]
    jpegs = thumbnails(data.experiment, rows, PICTURE_PX).jpegs
    with grid("pairs", in_a_row=4, min_px=80):
        for jpeg, fold, name in zip(jpegs, rows["fold"], rows["image"], strict=True):
            if jpeg is None:
                st.caption(f"{plain(name)} cannot be read")
            else:
                st.image(jpeg, f"fold {fold}", width="stretch", alt=name)
    st.caption(
        f"Two by two, the first {len(pairs)} pairs. Plain walls and road look alike without being "
        "copies, so judge by eye; a true copy in two folds flatters every strategy."
    )
    photo_credit(data.experiment)


@st.cache_data(max_entries=8, show_spinner="Comparing all images with each other ...")
def _pairs(
    experiment: str,
    stamp: tuple[int, int],
    _manifest: pd.DataFrame,
    _hashes: np.ndarray,
    _readable: np.ndarray,
) -> pd.DataFrame:
    return near_copies(_manifest, _hashes, _readable)
