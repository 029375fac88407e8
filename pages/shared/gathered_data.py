"""Gathered images, their scores and labels, read again only when a file changed."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import pandas as pd
import streamlit as st

from core.collection.gathered import gathered_path
from core.collection.labels import labels_path, load_labels
from core.collection.pictures import load_pictures
from core.datasets.manifest import manifest_path
from core.home import data_folder
from core.inference.gathered_scores import gathered_scores
from core.inference.score_store import ScoringModel, scores_path
from core.runs.fingerprint import experiment_fingerprint
from pages.shared.gathered_choices import Operating


def pictures(images: str) -> pd.DataFrame:
    """Return the experiment's images in the columns of gathered.csv; not to be changed."""
    return _pictures(images, _pictures_state(images))


def labels(images: str) -> pd.DataFrame:
    """Return the label that counts for each image; not to be changed."""
    return _labels(images, _state(labels_path(images)))


def scores(images: str, by: Operating) -> pd.DataFrame:
    """Return image, score, error by the strategy's model; not to be changed."""
    validated = by.experiment.predictions.get(by.strategy)
    return _scores(images, by.model, _scores_state(images, by), validated)


def version(images: str, by: Operating | None) -> Hashable:
    """Return what changes whenever the images or their scores do."""
    scored = None if by is None else (by.model, _scores_state(images, by))
    return images, _pictures_state(images), scored


def _pictures_state(images: str) -> tuple[int, int] | None:
    return _state(gathered_path(images)) or _state(data_folder(images) / "images")


def _scores_state(images: str, by: Operating) -> Hashable:
    runs = experiment_fingerprint(images) if by.model.experiment == images else ""
    return _state(scores_path(images)), _state(manifest_path(images)), runs


def _state(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


@st.cache_resource(max_entries=8, show_spinner=False)
def _pictures(images: str, state: tuple[int, int] | None) -> pd.DataFrame:
    return load_pictures(images)


@st.cache_resource(max_entries=8, show_spinner=False)
def _labels(images: str, state: tuple[int, int] | None) -> pd.DataFrame:
    return load_labels(images)


@st.cache_resource(max_entries=8, show_spinner=False)
def _scores(
    images: str, model: ScoringModel, state: Hashable, _validated: pd.DataFrame | None
) -> pd.DataFrame:
    return gathered_scores(images, model, _validated)
