"""Each validated image with its label, its scene, its source and every strategy's score."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.datasets.manifest import load_manifest, manifest_path
from core.errors import RaresightError
from core.runs.pooled import Experiment

UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class ValidatedImages:
    """Arrays of (n_images,), sorted by fold and image, as the predictions are.

    scenes: text, UNKNOWN where the manifest does not name it. y_scores: strategy -> scores.
    scene_names: those of the images, ``scene-9`` before ``scene-10``. rows: the manifest's row
    number of each image, -1 where it has none. problem: why there is no manifest, or nothing.
    """

    images: np.ndarray
    y_true: np.ndarray
    folds: np.ndarray
    scenes: np.ndarray
    scene_names: tuple[str, ...]
    y_scores: dict[str, np.ndarray]
    manifest: pd.DataFrame
    rows: np.ndarray
    problem: str

    def stacked(self, strategies: tuple[str, ...]) -> np.ndarray:
        """Return the scores of some strategies, (n_strategies, n_images) float64."""
        return np.stack([self.y_scores[s].astype(np.float64) for s in strategies])


def validated_images(experiment: Experiment) -> ValidatedImages:
    """Join an experiment's predictions, of at least one strategy, with its manifest."""
    first = next(iter(experiment.predictions.values()))
    manifest, problem = _manifest(experiment.name)
    rows = pd.Index(manifest["image"]).get_indexer(pd.Index(first["image"]))
    scenes = np.full(len(first), UNKNOWN, dtype=object)
    scenes[rows >= 0] = manifest["scene"].to_numpy(dtype=object)[rows[rows >= 0]]
    return ValidatedImages(
        images=first["image"].to_numpy(dtype=object),
        y_true=first["y_true"].to_numpy(),
        folds=first["fold"].to_numpy(),
        scenes=scenes,
        scene_names=tuple(sorted(set(scenes.tolist()) - {UNKNOWN}, key=_by_number)),
        y_scores={s: frame["y_score"].to_numpy() for s, frame in experiment.predictions.items()},
        manifest=manifest,
        rows=rows,
        problem=problem,
    )


def _by_number(text: str) -> list[tuple[bool, int, str]]:
    parts = re.findall(r"\d+|\D+", text)
    return [(not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts]


def _manifest(name: str) -> tuple[pd.DataFrame, str]:
    try:
        return load_manifest(name), ""
    except RaresightError as error:
        problem = str(error)
    if not manifest_path(name).is_file():
        problem = (
            "This experiment has no manifest, so the pictures and scenes of its images are "
            f"unknown. One at {manifest_path(name)} with the columns image, label, scene and fold "
            f"would name them; `python -m core import FOLDER --experiment {name}` makes one."
        )
    return pd.DataFrame({"image": [], "scene": []}, dtype=object), problem
