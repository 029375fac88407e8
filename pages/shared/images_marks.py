"""Marks on images: taken from the gallery, counted, downloaded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.datasets.review import UNSURE, WRONG, Review, append_mark, load_review
from core.datasets.validated import ValidatedImages
from core.errors import RaresightError
from core.inference.csv_cells import safe_cell
from pages.shared import leave_out, state


def take(sent: dict[str, Any], name: str, table: ValidatedImages) -> None:
    """Keep the marks that were not kept yet; what the disk refuses is said by ``show``.

    sent: mount, marks (n, image, mark), as the gallery sends them.
    """
    mount, done = str(sent["mount"]), acknowledged(str(sent["mount"]))
    for mark in sent["marks"]:
        image, n = str(mark["image"]), int(mark["n"])
        place = np.flatnonzero(table.images == image)
        if n <= done or not place.size:
            continue
        try:
            append_mark(name, image, int(table.y_true[place[0]]), str(mark["mark"]))
        except RaresightError as error:
            st.session_state["marks_problem"] = str(error)
        st.session_state["marks_done"] = (mount, n)


def acknowledged(mount: str) -> int:
    """Return the number of the last mark of a mounted gallery that was dealt with."""
    last, n = st.session_state.get("marks_done", ("", 0))
    return n if last == mount else 0


def load(name: str) -> Review:
    """Return the review, an empty one where the file is broken; ``show`` says so."""
    try:
        return load_review(name)
    except RaresightError:
        return Review()


def show(name: str, table: ValidatedImages) -> None:
    """Say how many images are marked, and offer them as a file."""
    problem = st.session_state.pop("marks_problem", "")
    try:
        review = load_review(name)
    except RaresightError as error:
        review, problem = Review(), problem or str(error)
    if problem:
        st.text(problem)
    if review.n_unreadable:
        st.caption(f"{review.n_unreadable} lines of review.csv are no marks and are passed over.")
    if not review.marks:
        st.caption("No image of this experiment is marked.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_words(review), width="content")
        st.download_button(
            "Marks as CSV", lambda: marks_table(review, table).to_csv(index=False),
            f"raresight-marks-{name}.csv", "text/csv", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip


def marks_table(review: Review, table: ValidatedImages) -> pd.DataFrame:
    """Return one row a marked image: image, label, mark, at, scene, fold; safe in a spreadsheet."""
    scenes = dict(zip(table.images.tolist(), table.scenes.tolist(), strict=True))
    folds = dict(zip(table.images.tolist(), table.folds.tolist(), strict=True))
    rows = [
        {
            "image": safe_cell(image),
            "label": mark.label,
            "mark": mark.mark,
            "at": mark.at,
            "scene": safe_cell(scenes.get(image, "")),
            "fold": folds.get(image),
        }
        for image, mark in review.marks.items()
    ]
    return pd.DataFrame(rows).astype({"fold": "Int64"})


def _words(review: Review) -> str:
    counts, n = review.counts, len(review.marks)
    out = state.read(leave_out.CHOICE) == leave_out.OUT
    return (
        f"Marked in this experiment: {n:,} {'image' if n == 1 else 'images'}, {counts[WRONG]:,} "
        f"“label is wrong”, {counts[UNSURE]:,} “unsure”. "
        + ("Compare leaves them out." if out else "A switch on Compare leaves them out.")
    )
