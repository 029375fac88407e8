"""How much is flagged in each city: as counted, as corrected, and as people saw it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.collection.label_rows import GRAFFITI, NO_GRAFFITI
from core.metrics.counts import ConfusionCounts, predict_positive
from core.metrics.rogan_gladen import corrected_share
from core.metrics.wilson import wilson_interval

ALL_CITIES = "All cities"


def image_table(
    pictures: pd.DataFrame, scores: pd.DataFrame, labels: pd.DataFrame, threshold: float
) -> pd.DataFrame:
    """Return one row an image: image, city, lat, lon, score, error, flagged, label.

    pictures: as gathered. scores: image, score, error. labels: image, label. score is nan and
    flagged False where the image has no score; label is "" where nobody gave one.
    """
    table = pictures[["image", "city", "lat", "lon"]]
    table = table.merge(scores, on="image", how="left")
    table = table.merge(labels[["image", "label"]], on="image", how="left")
    table = table.fillna({"error": "", "label": ""})
    return table.assign(flagged=predict_positive(table["score"].to_numpy(), threshold))


def city_shares(images: pd.DataFrame, validated: ConfusionCounts) -> pd.DataFrame:
    """Return one row a city, in the cities' order by name, and a last one of all together.

    Columns: city, lat, lon (the middle of its images), n_images, n_scored, n_flagged; flagged,
    flagged_low, flagged_high: the share of the scored images, after Wilson; corrected, ..._low,
    ..._high: for the strategy's misses and false alarms as ``validated``; n_labelled (unsure left
    out), n_graffiti; labelled, ..._low, ..._high. Shares in [0, 1], nan where undefined.
    """
    rows = [_row(str(city), part, validated) for city, part in images.groupby("city")]
    return pd.DataFrame([*rows, _row(ALL_CITIES, images, validated)])


def _row(city: str, images: pd.DataFrame, validated: ConfusionCounts) -> dict[str, object]:
    n_scored, n_flagged = int(images["score"].notna().sum()), int(images["flagged"].sum())
    n_graffiti = int((images["label"] == GRAFFITI).sum())
    n_labelled = n_graffiti + int((images["label"] == NO_GRAFFITI).sum())
    corrected = corrected_share(n_flagged, n_scored, validated)
    return {
        "city": city,
        "lat": images["lat"].median(),
        "lon": images["lon"].median(),
        "n_images": len(images),
        "n_scored": n_scored,
        "n_flagged": n_flagged,
        **_share("flagged", n_flagged, n_scored),
        "corrected": corrected.share,
        "corrected_low": corrected.low,
        "corrected_high": corrected.high,
        "n_labelled": n_labelled,
        "n_graffiti": n_graffiti,
        **_share("labelled", n_graffiti, n_labelled),
    }


def _share(name: str, n_hits: int, n: int) -> dict[str, float]:
    low, high = wilson_interval(n_hits, n)
    return {name: n_hits / n if n else np.nan, f"{name}_low": low, f"{name}_high": high}
