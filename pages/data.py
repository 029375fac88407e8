"""Data: what there is to learn from, and what is made of it in training."""

import streamlit as st

from pages.shared import (
    data_augmented,
    data_checks,
    data_choices,
    data_counts,
    data_pictures,
    data_smote,
    page_style,
)

page_style.tighten()
data = data_choices.choose()
if data is not None:
    data_counts.show(data)
    left, right = st.columns(2, gap="large")
    with left:
        data_pictures.show(data)
    with right:
        data_checks.show(data)
    data_augmented.show(data)
    data_smote.show(data)
