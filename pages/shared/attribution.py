"""Who made the pictures: shown wherever a page shows pictures of the street photos."""

from __future__ import annotations

import streamlit as st

STREET_PHOTOS = "street-photos"
CREDIT = (
    "Photos: STORM graffiti/tagging detection dataset, University of West Attica, "
    "[doi:10.5281/zenodo.3238357](https://doi.org/10.5281/zenodo.3238357), "
    "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/); tiles are cut from them."
)


def photo_credit(experiment: str) -> None:
    """Name source and licence of the photos; nothing where an experiment has other pictures."""
    if experiment == STREET_PHOTOS:
        st.caption(CREDIT)
