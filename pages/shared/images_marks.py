"""Marks on images: taken from the gallery, counted, downloaded."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from core.datasets.review import MARKS, UNSURE, WRONG, Review, append_mark, load_review
from core.datasets.validated import ValidatedImages
from core.errors import RaresightError
from core.inference.csv_cells import safe_cell
from pages.shared import leave_out, state


def take(sent: dict[str, Any], name: str, table: ValidatedImages) -> None:
    """Keep the marks that were not kept yet; what the disk refuses is said by ``show``.

    sent: mount, marks (n, image, mark), as the gallery sends them.
    """
    mount, done = str(sent["mount"]), acknowledged(str(sent["mount"]))
    labels = dict(zip(table.images.tolist(), table.y_true.tolist(), strict=True))
    for mark in sent["marks"]:
        image, n = str(mark["image"]), int(mark["n"])
        if n <= done or image not in labels:
            continue
        try:
            append_mark(name, image, int(labels[image]), str(mark["mark"]))
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
    row = st.container(horizontal=True, vertical_alignment="center", key="marks")
    counts = review.counts
    with row:
        st.caption(
            f"Marked in this experiment: **{len(review.marks):,}** images, "
            f"{counts[WRONG]:,} “label is wrong”, {counts[UNSURE]:,} “unsure”. {_counted(review)}",
            width="content",
        )
        if review.marks:
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
        (
            safe_cell(image),
            m.label,
            m.mark,
            m.at,
            safe_cell(scenes.get(image, "")),
            folds.get(image),
        )
        for image, m in review.marks.items()
    ]
    frame = pd.DataFrame(rows, columns=["image", "label", "mark", "at", "scene", "fold"])
    return frame.astype({"fold": "Int64"})


def _counted(review: Review) -> str:
    if not review.marks:
        return ""
    if state.read(leave_out.CHOICE) == leave_out.OUT:
        return "Compare leaves them out."
    return "They count on Compare; a switch there leaves them out."
