"""Mount the board in a Streamlit page; the one file of core that knows Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent
# One module to the browser: what a file uses must have been declared before it runs, not before it.
SCRIPTS = ("lookup", "build", "table", "curves", "strip", "events", "tip", "board")


def _source() -> dict[str, str]:
    return {
        "html": (FOLDER / "board.html").read_text(encoding="utf-8"),
        "css": (FOLDER / "board.css").read_text(encoding="utf-8"),
        "js": "\n".join((FOLDER / "js" / f"{n}.js").read_text(encoding="utf-8") for n in SCRIPTS),
    }


# Styles are not isolated: scripts and tests reach the board's hooks without piercing a shadow root.
_mount = st.components.v2.component("raresight.board", isolate_styles=False, **_source())


def board(
    payload: dict[str, Any],
    *,
    on_release: Callable[[], None],
    on_choice: Callable[[], None],
    on_open: Callable[[], None],
    on_missing: Callable[[], None],
    key: str = "board",
) -> None:
    """Show the board; what the user does is in ``st.session_state[key]`` when a callback runs.

    ``released``: mode (str), position (0 to 1000), overrides (strategy -> grid position), curve
    and sort (as the view of core.board.payload), set when the handle is let go. ``chosen``:
    baseline (str), cost (a miss, in false alarms). Both carry ``known``: versions of the tables
    the browser holds.
    ``opened``: strategy, cell (tp fp fn tn), position; set by a click on a matrix cell.
    ``missing``: set where tables were left out that the browser no longer holds.
    payload: see core.board.payload.
    """
    _mount(
        key=key,
        data=payload,
        on_released_change=on_release,
        on_chosen_change=on_choice,
        on_opened_change=on_open,
        on_missing_change=on_missing,
    )
