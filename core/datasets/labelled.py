"""Gathered images and what people saw in them become an experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.collection.label_rows import GRAFFITI, NO_GRAFFITI
from core.collection.labels import labels_path, load_labels
from core.collection.pictures import list_unlabelled, load_pictures, picture_path
from core.datasets.duplicates import merge_scenes, near_pairs, perceptual_hash
from core.datasets.folds import N_FOLDS, assign_folds
from core.datasets.images import read_image
from core.datasets.manifest import load_manifest, manifest_path
from core.datasets.places import SAME_PLACE_M, near_places
from core.errors import RaresightError

SOURCE_COLUMNS = ["city", "lat", "lon", "pano_id", "source", "licence"]
CLASSES = {GRAFFITI: 1, NO_GRAFFITI: 0}
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A manifest made of labels: what was left out of it, and how many images share a scene."""

    manifest: pd.DataFrame
    n_unsure: int
    skipped: list[str]

    @property
    def n_tied(self) -> int:
        """Images that share their scene with another one."""
        return int(self.manifest["scene"].duplicated(keep=False).sum())


def is_behind(experiment: str) -> bool:
    """Tell whether labels were given, changed or taken back since the manifest was made.

    False for an experiment that is not labelled here, whose manifest comes from elsewhere.
    """
    if experiment not in list_unlabelled():
        return False
    if not manifest_path(experiment).is_file():
        return True
    labels = load_labels(experiment)
    decided = labels[labels["label"].isin(list(CLASSES))]
    now = dict(zip(decided["image"], decided["label"].map(CLASSES), strict=True))
    manifest = load_manifest(experiment)
    return now != dict(zip(manifest["image"], manifest["label"].tolist(), strict=True))


def labelled_manifest(experiment: str, *, report: Report | None = None) -> Labelled:
    """Make the manifest of the images labelled graffiti or no_graffiti; nothing is written.

    Images within 50 m of each other, and near-copies, share a scene, and so a fold. The places and
    sources of the images go along. Raises RaresightError where there are too few of a class.
    """
    pictures, labels = load_pictures(experiment), load_labels(experiment)
    decided = labels[labels["label"].isin(list(CLASSES))][["image", "label"]]
    _check_enough(experiment, decided["label"].map(CLASSES), "images")
    table = pictures[["image", *SOURCE_COLUMNS]]
    table = table.merge(decided.replace({"label": CLASSES}), on="image").sort_values("image")
    hashes, readable, skipped = _hashes(experiment, table["image"].tolist(), report)
    table = table[readable].reset_index(drop=True)
    same_place = near_places(table["lat"].to_numpy(float), table["lon"].to_numpy(float))
    pairs = np.concatenate([same_place, near_pairs(hashes)])
    scenes = merge_scenes(table["image"].to_numpy(object), pairs)
    table = table.assign(label=table["label"].astype(np.int8), scene=scenes)
    places = table.drop_duplicates(["scene", "label"])["label"]
    _check_enough(experiment, places, f"places ({SAME_PLACE_M:.0f} m apart, no copies)")
    table["fold"] = assign_folds(table["label"].to_numpy(), scenes)
    _check_folds(table, experiment)
    unknown = set(decided["image"]) - set(table["image"]) - set(skipped)
    gone = [f"{name} is labelled, but is none of the images of {experiment}" for name in unknown]
    n_unsure = len(labels) - len(decided)
    return Labelled(table, n_unsure, [*skipped.values(), *sorted(gone)])


def _hashes(
    experiment: str, names: list[str], report: Report | None
) -> tuple[np.ndarray, np.ndarray, dict[str, str]]:
    """Return the hashes of the readable images, (n,) of which are readable, and why others not."""
    hashes, skipped = [], {}
    for i, name in enumerate(names):
        try:
            hashes.append(perceptual_hash(read_image(picture_path(experiment, name))))
        except RaresightError as error:
            skipped[name] = str(error)
        (report or (lambda done, n: None))(i + 1, len(names))
    readable = np.array([name not in skipped for name in names], dtype=bool)
    return np.array(hashes, dtype=np.uint64), readable, skipped


def _check_enough(experiment: str, labels: pd.Series, what: str) -> None:
    n_graffiti, n_rest = int((labels == 1).sum()), int((labels == 0).sum())
    if min(n_graffiti, n_rest) >= N_FOLDS:
        return
    if not n_graffiti + n_rest:
        raise RaresightError(
            f"No image of {experiment} is labelled {GRAFFITI} or {NO_GRAFFITI} yet ("
            f"{labels_path(experiment)}). Label at least {N_FOLDS} of each on the Label page "
            "(`make run`)."
        )
    raise RaresightError(
        f"{experiment} has {n_graffiti} {what} labelled {GRAFFITI} and {n_rest} labelled "
        f"{NO_GRAFFITI}; expected at least {N_FOLDS} of each, one a fold. Label more on the Label "
        "page (`make run`)."
    )


def _check_folds(manifest: pd.DataFrame, experiment: str) -> None:
    for fold, labels in manifest.groupby("fold")["label"]:
        if labels.nunique() < len(CLASSES):
            raise RaresightError(
                f"Fold {fold} of {experiment} would hold one class only, because so many images "
                "lie in the same places; expected both in every fold. Label images of other places."
            )
