"""What the Data page shows: an experiment's manifest, seen from one validated fold."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.datasets.manifest import ALL, list_manifests, load_manifest, manifest_path
from core.errors import RaresightError
from core.runs.paths import list_experiments
from pages.shared import data_predictions, state, widgets
from pages.shared.chosen import PICKER_PX
from pages.shared.plain import plain


@dataclass(frozen=True, slots=True)
class Data:
    """manifest: as manifest.load_manifest. fold: the one validated; the others are trained on.

    stamp: changes when the manifest's file does; what was computed from it is found by it.
    """

    experiment: str
    manifest: pd.DataFrame
    fold: int
    stamp: tuple[int, int]

    @property
    def training(self) -> pd.DataFrame:
        """Return the images every strategy trains on when ``fold`` is validated."""
        rows = self.manifest
        return rows[(rows["role"] == ALL) & (rows["fold"] != self.fold)]


def choose() -> Data | None:
    """Let the user choose; None, and why, where there is no manifest that can be read."""
    names = sorted({*list_experiments(), *list_manifests()})
    if not names:
        st.info(
            "No experiment yet. Make one of two folders of images with "
            "`python -m core import FOLDER --experiment NAME`."
        )
        return None
    bar = st.container(key="bar", horizontal=True, gap="small", vertical_alignment="center")
    with bar.container(width=PICKER_PX):
        name = widgets.experiment_picker(names)
    if not manifest_path(name).is_file():
        data_predictions.show(name)
        return None
    stamp = _stamp(name)
    try:
        manifest = _load(name, stamp)
    except RaresightError as error:
        st.warning(plain(str(error)))
        return None
    with bar.container(width=PICKER_PX):
        fold = _fold_picker(sorted(manifest["fold"].unique().tolist()))
    return Data(name, manifest, fold, stamp)


def _fold_picker(folds: list[int]) -> int:
    asked = state.read("fold")
    chosen = int(asked) if asked.isdecimal() and int(asked) in folds else folds[0]
    st.session_state["data_fold"] = chosen
    st.selectbox(
        "Validated fold",
        folds,
        key="data_fold",
        label_visibility="collapsed",
        format_func=lambda fold: f"fold {fold} validated",
        on_change=lambda: state.write("fold", str(st.session_state["data_fold"])),
    )
    return chosen


def _stamp(name: str) -> tuple[int, int]:
    file = manifest_path(name).stat()
    return file.st_mtime_ns, file.st_size


# cache_resource: every visitor gets the same frame, and none writes into it.
@st.cache_resource(max_entries=8, show_spinner="Reading the manifest ...")
def _load(name: str, stamp: tuple[int, int]) -> pd.DataFrame:
    return load_manifest(name)
