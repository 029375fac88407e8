"""Core's readers behind Streamlit's cache, keyed by what the files are now."""

from __future__ import annotations

import streamlit as st

from core.runs.fingerprint import experiment_fingerprint
from core.runs.pooled import Experiment, load_experiment


def load(name: str, fold: int | None = None) -> Experiment:
    """Return an experiment, read again only when a file of it changed."""
    return _load(name, fold, experiment_fingerprint(name))


# cache_resource hands every visitor the same frozen object; cache_data would unpickle a copy.
@st.cache_resource(max_entries=8, show_spinner="Reading the stored runs ...")
def _load(name: str, fold: int | None, fingerprint: str) -> Experiment:
    return load_experiment(name, fold)
