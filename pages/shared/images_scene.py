"""Which scene the images are of."""

from __future__ import annotations

import streamlit as st

from core.datasets.validated import ValidatedImages
from pages.shared import state

EVERY_SCENE = ""
MOST_LISTED = 400  # of more scenes one is typed
KEY = "images_scene"


def picker(table: ValidatedImages) -> str:
    """Let the user choose a scene, kept in the URL; EVERY_SCENE for all, or where none is known."""
    scenes = table.scene_names
    if not scenes:
        return EVERY_SCENE
    asked = state.read("scene")
    if len(scenes) > MOST_LISTED:
        st.session_state[KEY] = asked
        st.text_input(
            "Scene", key=KEY, placeholder=f"Scene, as {scenes[0]}", width=190, on_change=_keep,
            label_visibility="collapsed",
        )  # fmt: skip
        return asked
    asked = asked if asked in scenes else EVERY_SCENE
    st.session_state[KEY] = asked
    st.selectbox(
        "Scene", [EVERY_SCENE, *scenes], key=KEY, width=150, label_visibility="collapsed",
        format_func=lambda scene: words(scene) if scene else "all scenes", on_change=_keep,
    )  # fmt: skip
    return asked


def words(scene: str) -> str:
    """Name a scene; one whose name says that it is one needs no other word.

    >>> words("7"), words("scene-7")
    ('scene 7', 'scene-7')
    """
    return scene if scene.startswith("scene") else f"scene {scene}"


def _keep() -> None:
    state.write("scene", st.session_state[KEY].strip())
    state.write("page", "")
