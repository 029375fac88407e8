"""What stored models said of gathered images: data/<experiment>/scores.parquet, computed once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import RaresightError
from core.home import data_folder
from core.runs.atomic import atomic_write

SCHEMA = pa.schema(
    [
        ("image", pa.string()),
        ("experiment", pa.string()),
        ("strategy", pa.string()),
        ("model_sha256", pa.string()),
        ("score", pa.float32()),
        ("error", pa.string()),
    ]
)
MODEL = ["experiment", "strategy"]


@dataclass(frozen=True, slots=True)
class ScoringModel:
    """The fold-0 model of a strategy of an experiment, known by its hash."""

    experiment: str
    strategy: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ImageScore:
    """One image and what one model says: P(graffiti), or why the image could not be read."""

    image: str
    strategy: str
    score: float | None
    error: str = ""


def scores_path(experiment: str) -> Path:
    """Return data/<experiment>/scores.parquet."""
    return data_folder(experiment) / "scores.parquet"


def load_scores(experiment: str, model: ScoringModel) -> pd.DataFrame:
    """Return what the model said of the experiment's images: image, score (float32), error.

    score is nan and error says why where an image could not be read. Scores of another file of
    the same strategy do not count. Empty where nothing is scored.
    """
    table = _read(scores_path(experiment))
    own = (
        (table["experiment"] == model.experiment)
        & (table["strategy"] == model.strategy)
        & (table["model_sha256"] == model.sha256)
    )
    return table.loc[own, ["image", "score", "error"]].reset_index(drop=True)


def add_scores(
    experiment: str, models: Sequence[ScoringModel], scores: Sequence[ImageScore]
) -> None:
    """Add scores, each by one of the models; those they replace, and those of older files, go.

    The file is read, extended and replaced under a lock, so that several may add at once.
    """
    sha256 = {model.strategy: model.sha256 for model in models}
    new = pd.DataFrame(
        {
            "image": [one.image for one in scores],
            "experiment": models[0].experiment,
            "strategy": [one.strategy for one in scores],
            "model_sha256": [sha256[one.strategy] for one in scores],
            "score": np.array([one.score for one in scores], dtype=np.float32),  # None becomes nan
            "error": [one.error for one in scores],
        }
    )
    path = scores_path(experiment)
    with _alone(path):
        old = _read(path)
        current = {(m.experiment, m.strategy): m.sha256 for m in models}
        keys = zip(old["experiment"], old["strategy"], old["model_sha256"], strict=True)
        stale = [current.get((e, s), sha) != sha for e, s, sha in keys]
        kept = old[[not is_stale for is_stale in stale]]
        table = pd.concat([kept, new]).drop_duplicates(["image", *MODEL], keep="last")
        with atomic_write(path) as file:
            stored = pa.Table.from_pandas(table, SCHEMA, preserve_index=False)
            pq.write_table(stored.replace_schema_metadata(None), file)


def _read(path: Path) -> pd.DataFrame:
    if not path.is_file():
        return SCHEMA.empty_table().to_pandas()
    remedy = "Delete it: the images are scored anew when asked for."
    try:
        table = pq.read_table(path)
    except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
        raise RaresightError(
            f"{path} cannot be read as Parquet: {str(error).splitlines()[0]}. {remedy}"
        ) from error
    if not table.schema.equals(SCHEMA):
        raise RaresightError(
            f"{path} has the columns {table.schema.names}; expected {SCHEMA.names}. {remedy}"
        )
    frame = table.to_pandas()
    outside = frame["score"][~frame["score"].isna() & ~frame["score"].between(0, 1)]
    if len(outside):
        raise RaresightError(
            f"{path} holds the score {outside.iloc[0]}; expected P(graffiti) in [0, 1]. {remedy}"
        )
    return frame


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process add while others wait; a killed one lets go of the lock by dying."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
