"""The dashboard: streamlit run dashboard.py (or make run)."""

import streamlit as st

PAGES = [
    st.Page("pages/compare.py", title="Compare", icon=":material/tune:", default=True),
    st.Page("pages/classify.py", title="Classify a picture", icon=":material/image_search:"),
    st.Page("pages/curves.py", title="Curves", icon=":material/show_chart:"),
    st.Page("pages/images.py", title="Images", icon=":material/photo_library:"),
    st.Page("pages/data.py", title="Data", icon=":material/dataset:"),
    st.Page("pages/training.py", title="Training", icon=":material/model_training:"),
    st.Page("pages/label.py", title="Label", icon=":material/label:"),
    st.Page("pages/map.py", title="Map", icon=":material/map:"),
]

# An icon of its own: that of a page would be fetched from a server outside, at every visit.
st.set_page_config(page_title="Raresight", page_icon="🖌️", layout="wide")
st.navigation(PAGES, position="top").run()
