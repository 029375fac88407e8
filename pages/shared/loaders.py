"""Core's readers behind Streamlit's cache, keyed by what the files are now."""

from __future__ import annotations

import hashlib

import streamlit as st

from core.runs.fingerprint import experiment_fingerprint
from core.runs.pooled import Experiment, load_experiment, without_images
from pages.shared import leave_out


def load(name: str, fold: int | None = None) -> Experiment:
    """Return an experiment, without the marked images where the user leaves them out."""
    marked = leave_out.marked_out(name)
    if not marked:
        return load_whole(name, fold)
    return _without(name, fold, fingerprint(name), marked, load_whole(name, fold))


def load_whole(name: str, fold: int | None = None) -> Experiment:
    """Return an experiment with all its images, read again only when a file of it changed."""
    return _load(name, fold, experiment_fingerprint(name))


def fingerprint(name: str) -> str:
    """Return what all that follows from ``load`` is cached by: the files, and what is left out."""
    files, marked = experiment_fingerprint(name), leave_out.marked_out(name)
    if not marked:
        return files
    return hashlib.sha256("\n".join([files, *sorted(marked)]).encode()).hexdigest()


# cache_resource hands every visitor the same frozen object; cache_data would unpickle a copy.
@st.cache_resource(max_entries=8, show_spinner="Reading the stored runs ...")
def _load(name: str, fold: int | None, fingerprint: str) -> Experiment:
    return load_experiment(name, fold)


@st.cache_resource(max_entries=8, show_spinner=False)
def _without(
    name: str, fold: int | None, fingerprint: str, _marked: frozenset[str], _whole: Experiment
) -> Experiment:
    return without_images(_whole, _marked)
