"""The bar above the map, and the numbers that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.collection.city_shares import city_shares, image_table
from core.collection.pictures import list_placed
from core.errors import RaresightError
from pages.shared import gathered_choices, gathered_data, gathered_scoring, map_words
from pages.shared.gathered_choices import Operating


@dataclass(frozen=True, slots=True)
class Mapped:
    """Whose images are on the map, and who decides on them."""

    images: str
    by: Operating


def map_bar() -> Mapped | None:
    """Let the user choose images, strategy and threshold; None, and why, where there are none."""
    names = list_placed()
    if not names:
        st.info(map_words.EMPTY)
        return None
    columns = st.columns([2, 2, 2, 3], vertical_alignment="bottom")
    with columns[0]:
        images = gathered_choices.images_picker(names)
    by = gathered_choices.operating_pickers(images, *columns[1:])
    if by is None:
        st.info(map_words.NO_MODEL)
        return None
    try:
        pictures, scores = gathered_data.pictures(images), gathered_data.scores(images, by)
        gathered_data.labels(images)
    except RaresightError as error:
        st.error("The gathered images cannot be shown.")
        st.text(str(error))
        return None
    if pictures.empty:
        st.info(gathered_choices.NOTHING_YET)
        return None
    gathered_scoring.scoring_notice(images, by, scores, pictures["image"])
    return Mapped(images, by)


def mapped(chosen: Mapped) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the images, and the shares of their cities; see core.collection.city_shares."""
    images, by = chosen.images, chosen.by
    table = image_table(
        gathered_data.pictures(images),
        gathered_data.scores(images, by),
        gathered_data.labels(images),
        by.threshold,
    )
    return table, city_shares(table, by.validated)
