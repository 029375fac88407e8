"""Where a picture comes from: files, the camera, or examples. Bytes stay in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

import streamlit as st

from core.inference.decode import MAX_BYTES, SUFFIXES
from core.inference.examples import Example, drawn_examples, photo_examples
from pages.shared.attribution import photo_credit
from pages.shared.upload_memory import keep_uploads_in_memory

FILES, CAMERA, EXAMPLES = "Files", "Camera", "Examples"
SOURCES = {
    FILES: ":material/upload: Files",
    CAMERA: ":material/photo_camera: Camera",
    EXAMPLES: ":material/image: Examples",
}
MAX_MB = MAX_BYTES // 1024**2
EXAMPLE_PX = 136  # wide: two beside each other on a phone, all eight at 1,280 px


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to classify. key: the same bytes, the same key, within a session."""

    key: str
    name: str
    read: Callable[[], bytes]


def pictures(experiment: str) -> list[Picture]:
    """Let the user give pictures, by dropping, browsing, the camera or an example."""
    keep_uploads_in_memory()
    source = st.segmented_control(
        "Picture from", SOURCES, key="picture_source", format_func=SOURCES.get, default=FILES,
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    if source == CAMERA:  # asked for, so that the camera's light stays off until then
        shot = st.camera_input("Take a photo of a street", key="camera")
        return [] if shot is None else [_uploaded(shot)]
    if source == EXAMPLES:
        return _examples(experiment)
    files = st.file_uploader(
        f"Street photos, at most {MAX_MB} MB each; they stay in memory and are not stored",
        type=[suffix[1:] for suffix in SUFFIXES],
        accept_multiple_files=True,
        max_upload_size=MAX_MB,
        key="files",
    )
    return [_uploaded(file) for file in files]


def shown_name(name: str) -> str:
    r"""Return a file's name without path parts and unprintable characters.

    >>> shown_name("..\\..\\etc/pass\nwd.jpg")
    'pass?wd.jpg'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c if c.isprintable() else "?" for c in last)[:120] or "unnamed"


def _uploaded(file: st.runtime.uploaded_file_manager.UploadedFile) -> Picture:
    return Picture(file.file_id, shown_name(file.name), file.getvalue)


def _examples(experiment: str) -> list[Picture]:
    """Show the examples, one of them chosen by its button."""
    examples = photo_examples(experiment) + drawn_examples()
    chosen = st.session_state.get("example")
    row = st.container(horizontal=True)
    for example in examples:
        with row.container(width=EXAMPLE_PX):
            st.image(example.data, width="stretch")
            pressed = st.session_state.get("example") == example.name
            st.button(
                "Chosen" if pressed else "Classify this",
                key=f"example {example.name}",
                on_click=_choose,
                args=(example.name,),
                disabled=pressed,
                width="stretch",
            )
    if photo_examples(experiment):
        photo_credit(experiment)
    if experiment != "rendered-scenes":
        st.caption(
            "Drawn scenes are not what the models of this experiment saw in training; expect less "
            "of them than of photos."
        )
    return [_example(example) for example in examples if example.name == chosen]


def _choose(name: str) -> None:
    st.session_state["example"] = name


def _example(example: Example) -> Picture:
    return Picture(f"example {example.name}", example.name, lambda: example.data)
