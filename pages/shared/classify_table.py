"""Several pictures: one row each, sortable, and to take along as CSV."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.inference.classify import decide
from core.inference.csv_cells import safe_cell
from pages.shared.classify_choices import Decider
from pages.shared.classify_scores import Scored
from pages.shared.classify_verdict import LOOKS


def show_table(scored: list[Scored], by: Decider) -> Scored | None:
    """Show all pictures and return the one to look at: the chosen row, else the highest score."""
    table = _frame(scored, by)
    n_bad = sum(bool(one.error) for one in scored)
    n_flagged = int((table["Verdict"] == LOOKS["graffiti"][0]).sum())
    st.markdown(
        f"**{n_flagged} of {len(scored) - n_bad} pictures with graffiti**"
        + (f"; {n_bad} could not be read." if n_bad else ".")
    )
    columns = {
        "Picture": st.column_config.ImageColumn(width="small"),
        "Score": st.column_config.ProgressColumn(format="%.3f", min_value=0, max_value=1),
        "Name": st.column_config.TextColumn(width="medium"),
        "Remark": st.column_config.TextColumn(width="large"),
    }
    event = st.dataframe(
        table, hide_index=True, column_config=columns, row_height=56, key="uploads",
        on_select="rerun", selection_mode="single-row-required",
        selection_default={"selection": {"rows": [_highest(scored, by)]}},
    )  # fmt: skip
    st.download_button(
        "Download as CSV", _csv(scored, table, by), "graffiti.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    rows = [row for row in event.selection.rows if row < len(scored)]
    return scored[rows[0] if rows else _highest(scored, by)]


def show_bad_file(one: Scored) -> None:
    """Say in a plain sentence why a file has no verdict."""
    st.error("This file could not be read.", icon=":material/broken_image:")
    st.text(one.error)


def _frame(scored: list[Scored], by: Decider) -> pd.DataFrame:
    rows = []
    for one in scored:
        score, words, remark = None, "Not read", one.error
        if one.result is not None:
            score = one.result.score(by.strategy)
            verdict = decide(score, by.threshold, by.review_band)
            words, remark = LOOKS[verdict][0].split(":")[0], one.note
        rows.append((one.thumbnail, words, score, one.picture.name, remark))
    columns = ["Picture", "Verdict", "Score", "Name", "Remark"]
    return pd.DataFrame(rows, columns=columns).astype({"Score": float})


def _csv(scored: list[Scored], table: pd.DataFrame, by: Decider) -> str:
    frame = pd.DataFrame(
        {
            "name": table["Name"].map(safe_cell),
            "sha256": [one.sha256 for one in scored],
            "experiment": safe_cell(by.experiment),
            "strategy": safe_cell(by.strategy),
            "score": table["Score"],
            "threshold": by.threshold,
            "verdict": table["Verdict"].str.lower(),
            "tile": [_tile(one, by) for one in scored],
            "remark": table["Remark"].map(safe_cell),
        }
    )
    return frame.to_csv(index=False)


def _tile(one: Scored, by: Decider) -> str:
    if one.result is None or one.result.way == "whole":
        return ""
    return str(one.result.top_tile(by.strategy) + 1)


def _highest(scored: list[Scored], by: Decider) -> int:
    scores = [-1.0 if one.result is None else one.result.score(by.strategy) for one in scored]
    return scores.index(max(scores))
