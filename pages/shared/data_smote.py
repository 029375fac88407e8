"""What SMOTE makes: mixed images between the two that each is mixed from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.datasets.images import load_images
from core.errors import RaresightError
from core.training.smote_preview import FEWEST, Mixture, smote_mixtures
from pages.shared.attribution import photo_credit
from pages.shared.data_choices import Data
from pages.shared.data_pictures import draw_again, drawn, of_class, random_rows
from pages.shared.grid import grid
from pages.shared.plain import plain

PICTURE_PX = 96  # what most networks see
N_PARENTS, N_MIXED = 48, 4


@st.fragment
def show(data: Data) -> None:
    """Show mixtures of a few graffiti images when asked: they are read and mixed for it."""
    st.subheader("What SMOTE makes", anchor=False)
    if not st.toggle("Mix some graffiti images", key="smote"):
        return
    st.button("Mix others", icon=":material/casino:", on_click=draw_again, args=("smote",))
    graffiti = of_class(data.training, 1)
    rows = random_rows(graffiti, N_PARENTS, drawn("smote"))
    if len(rows) < FEWEST:
        st.info(f"SMOTE needs {FEWEST} training images with graffiti; here are {len(rows)}.")
        return
    try:
        images, mixtures = _mixed(data.experiment, data.stamp, rows, drawn("smote"))
    except RaresightError as error:
        st.info(plain(str(error)))
        return
    with grid("mixtures", in_a_row=6, min_px=96):
        for mixture in mixtures:
            _show_mixture(images, mixture)
    st.caption(
        f"Three by three: a graffiti image, the mixture, the other image. Mixed among {len(rows)} "
        f"random ones of {len(graffiti):,}; training mixes among all, so its pairs are somewhat "
        "more alike. Mixed pixel by pixel, a picture becomes a double exposure."
    )
    photo_credit(data.experiment)


def _show_mixture(images: object, mixture: Mixture) -> None:
    share = mixture.share * 100
    st.image(images[mixture.parent], "one", width="stretch")
    st.image(mixture.child, f"{100 - share:.0f} % and {share:.0f} %", width="stretch")
    st.image(images[mixture.other], "the other", width="stretch")


@st.cache_resource(max_entries=8, show_spinner="Mixing images ...")
def _mixed(experiment: str, stamp: tuple[int, int], _rows: pd.DataFrame, draw: int) -> tuple:
    images = load_images(experiment, _rows, PICTURE_PX)
    return images, smote_mixtures(images, N_MIXED, draw)
