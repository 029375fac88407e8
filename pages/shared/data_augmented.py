"""One training image under every augmentation layer, when asked for: that takes TensorFlow."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.datasets.images import load_images
from core.errors import RaresightError
from core.training.augmentation_preview import augmentation_preview
from pages.shared.attribution import photo_credit
from pages.shared.data_choices import Data
from pages.shared.data_pictures import draw_again, drawn, of_class, random_rows
from pages.shared.grid import grid
from pages.shared.plain import plain

PICTURE_PX = 200
KINDS = {"article": "augmentation", "street": "augmentation_street"}
CHANGED = {
    "article": "flips both ways, turns up to half a turn, contrast up to half",
    "street": "upright always: mirror image, small shifts and zoom, other light",
}


@st.fragment
def show(data: Data) -> None:
    """Show an image before and after each layer, and after all of them."""
    st.subheader("What augmentation makes of an image", anchor=False)
    if not st.toggle("Show it (loads TensorFlow, a few seconds the first time)", key="augmented"):
        return
    st.button("Another image", icon=":material/casino:", on_click=draw_again, args=("augmented",))
    graffiti = of_class(data.training, 1)
    rows = random_rows(data.training if graffiti.empty else graffiti, 1, drawn("augmented"))
    if rows.empty:
        st.info("There is no training image.")
        return
    try:
        image = load_images(data.experiment, rows, PICTURE_PX)[0]
    except RaresightError as error:
        st.info(plain(str(error)))
        return
    for kind, strategy in KINDS.items():
        st.markdown(f"**{plain(strategy)}**: {CHANGED[kind]}")
        with grid(f"layers-{kind}", in_a_row=7, min_px=100):
            st.image(image, "before", width="stretch")
            for words, changed in _changed(image, kind, drawn("augmented")).items():
                st.image(changed, words, width="stretch")
    st.caption("One random draw of each layer by itself, then of all of them in a row.")
    photo_credit(data.experiment)


@st.cache_data(max_entries=32, show_spinner="Changing the image ...")
def _changed(image: np.ndarray, kind: str, seed: int) -> dict[str, np.ndarray]:
    return augmentation_preview(image, kind, seed)
