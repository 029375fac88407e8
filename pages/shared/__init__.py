"""What several pages use. Imported first by whichever page a fresh server is asked for."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def _through_dashboard() -> None:
    """Run dashboard.py instead of the page, where Streamlit would run the page by itself.

    Until st.navigation was called once, Streamlit takes a folder named pages for its old
    automatic list: a link to a page other than the first would open without our navigation and
    layout. Nothing happens in a test or a script, where no such list is in use.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


_through_dashboard()
