"""Who made the pictures: shown wherever a page shows photos of others."""

from __future__ import annotations

import streamlit as st

from core.collection.gathered import gathered_path
from pages.shared.plain import plain

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
    elif gathered_path(experiment).is_file():
        st.caption(
            "Photos: source, author and licence of each stand in "
            f"data/{plain(experiment)}/gathered.csv."
        )
