"""How tables of strategies stand: the name stays in sight, figures are flush right."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

WORDS = ("Verdict", "Remark")  # columns to read, not to compare
NAME_PX = 180


def of_strategies(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the column_config of a frame whose first column names the strategies."""
    name, *others = frame.columns
    config = {column: st.column_config.Column(alignment="right") for column in others}
    config |= {column: st.column_config.Column() for column in others if column in WORDS}
    # Of fixed width: a long name would push the figures off the screen, on a phone all of them.
    return config | {name: st.column_config.Column(pinned=True, width=NAME_PX)}
