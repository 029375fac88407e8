"""Mount the gallery in a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent
# One module to the browser: what a file uses must have been declared before it runs, not before it.
SCRIPTS = ("build", "pictures", "marks", "grid", "large", "gallery")


def _source() -> dict[str, str]:
    return {
        "html": (FOLDER / "gallery.html").read_text(encoding="utf-8"),
        "css": (FOLDER / "gallery.css").read_text(encoding="utf-8"),
        "js": "\n".join((FOLDER / "js" / f"{n}.js").read_text(encoding="utf-8") for n in SCRIPTS),
    }


# Styles are not isolated: tests reach the hooks without piercing a shadow root.
_mount = st.components.v2.component("raresight.gallery", isolate_styles=False, **_source())


def gallery(
    payload: dict[str, Any],
    *,
    on_page: Callable[[], None],
    on_large: Callable[[], None],
    on_marks: Callable[[], None],
    on_missing: Callable[[], None],
    key: str,
) -> None:
    """Show the gallery; what the user does is in ``st.session_state[key]`` when a callback runs.

    ``page``: page (from 0). ``large``: image, the one that is enlarged. ``marks``: mount (str) and
    marks, a list of n, image, mark: all that were not acknowledged yet, so that two keys pressed
    in one breath are both kept. Each carries ``known``: the pictures the browser holds.
    ``missing``: set where pictures were left out that the browser no longer holds.
    payload: see pages.shared.images_payload.
    """
    _mount(
        key=key,
        data=payload,
        on_page_change=on_page,
        on_large_change=on_large,
        on_marks_change=on_marks,
        on_missing_change=on_missing,
    )
