"""The dashboard: streamlit run dashboard.py (or make run)."""

import streamlit as st

PAGES = [
    st.Page("pages/compare.py", title="Compare", icon=":material/tune:", default=True),
    st.Page("pages/classify.py", title="Classify a picture", icon=":material/image_search:"),
    st.Page("pages/curves.py", title="Curves", icon=":material/show_chart:"),
    st.Page("pages/training.py", title="Training", icon=":material/model_training:"),
]

st.set_page_config(page_title="Raresight", layout="wide")
st.navigation(PAGES, position="top").run()
