"""What could be wrong with the images: scenes in two folds, odd sizes, near-copies."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.datasets.sizes import image_sizes, is_written_down
from pages.shared import data_near_copies
from pages.shared.data_choices import Data
from pages.shared.figures_words import plural


def show(data: Data) -> None:
    """Show scenes and folds, and sizes and near-copies, on request where files must be read."""
    st.subheader("Scenes and folds", anchor=False)
    st.markdown(scenes_in_words(data.manifest))
    st.subheader("Sizes", anchor=False)
    if is_written_down(data.manifest) or st.toggle("Measure every image file", key="measure_all"):
        _show_sizes(_sizes(data.experiment, data.stamp, data.manifest), source(data.manifest))
    st.subheader("Near-copies", anchor=False)
    data_near_copies.show(data)


def scenes_in_words(manifest: pd.DataFrame) -> str:
    """Say how many images a scene has; a manifest with a scene in two folds is not read at all."""
    per_scene = manifest["scene"].value_counts()
    few, many = per_scene.min(), per_scene.max()
    images = f"{few:,} to {many:,} images each" if few < many else f"of {plural(few, 'image')}"
    return (
        f"**No scene lies in two folds**: {len(per_scene):,} scenes ({images}) in "
        f"{manifest['fold'].nunique()} folds. What is validated never shows a place that was "
        "trained on."
    )


def source(manifest: pd.DataFrame) -> str:
    """Say where the images are from, to follow their size; nothing for files."""
    if "photo" in manifest:
        return f", cut from {manifest['photo'].nunique():,} photos"
    return ", as they are drawn" if "seed" in manifest else ""


def _show_sizes(sizes: pd.DataFrame, source: str) -> None:
    known = sizes.dropna().astype(int)
    n_unreadable = int(sizes["n_images"].sum() - known["n_images"].sum())
    if len(known) == 1:
        width, height, n = known.iloc[0]
        st.markdown(f"All {n:,} images have {width:,} × {height:,} pixels{source}.")  # noqa: RUF001
    elif len(known):
        low, high = known.min(), known.max()
        st.markdown(
            f"{len(known):,} sizes, from {low['width']:,} to {high['width']:,} pixels wide and "
            f"{low['height']:,} to {high['height']:,} high. All are brought to one square size."
        )
        named = {"width": "Width", "height": "Height", "n_images": "Images"}
        st.dataframe(known.rename(columns=named), hide_index=True, height=180, key="sizes")
    if n_unreadable:
        st.markdown(f"{plural(n_unreadable, 'file')} missing, or not to be read.")


@st.cache_data(max_entries=16, show_spinner="Reading the size of every image ...")
def _sizes(experiment: str, stamp: tuple[int, int], _manifest: pd.DataFrame) -> pd.DataFrame:
    return image_sizes(experiment, _manifest)
