"""Score the images of an experiment that have no labels yet: what is missing, in pieces."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from core.collection.pictures import load_pictures, picture_path
from core.datasets.manifest import load_manifest, manifest_path
from core.errors import RaresightError
from core.inference.library import shared_library
from core.inference.models import check_model
from core.inference.score_files import ScoreTask, readable
from core.inference.score_store import ImageScore, ScoringModel, add_scores, load_scores
from core.inference.score_stream import score_stream
from core.inference.score_table import ScoreRow
from core.inference.tiles import tile_share

SAVE_EVERY_S = 5.0  # what a killed run loses at most
NO_THRESHOLD = 0.5  # the rows are made for a table of verdicts, which nobody reads here
Report = Callable[[int, int], None]


def scoring_model(experiment: str, strategy: str) -> ScoringModel:
    """Name a stored model, after its hash matched; RaresightError where it cannot be used."""
    return ScoringModel(experiment, strategy, check_model(experiment, strategy))


def unscored(experiment: str, models: Sequence[ScoringModel]) -> list[str]:
    """Return the images that some of the models gave no score yet, in the table's order.

    Not those that a model was trained or validated on: they have the scores of their validation.
    """
    images = load_pictures(experiment)["image"]
    done = set(images)
    for model in models:
        table = load_scores(experiment, model)
        scored = set(table["image"][table["score"].notna()])
        done &= scored | (_seen(experiment) if model.experiment == experiment else set())
    return images[~images.isin(done)].tolist()


def score_gathered(
    experiment: str, models: Sequence[ScoringModel], *, report: Report | None = None
) -> int:
    """Score what is not scored yet and keep it; return how many images could not be read.

    The models are strategies of one experiment, so that an image is decoded once for all. A photo
    is scanned in tiles where they know tiles, a square picture is taken whole, as uploads are.
    What was scored before a stop is kept, and what is gathered later is scored by the next call.
    """
    names = unscored(experiment, models)
    paths = [picture_path(experiment, name) for name in names]
    of_path = dict(zip((readable(str(path)) for path in paths), names, strict=True))
    task = ScoreTask(
        models[0].experiment,
        {model.strategy: NO_THRESHOLD for model in models},
        tile_share(models[0].experiment),
    )
    report = report or (lambda done, n: None)
    report(0, len(names))
    waiting: list[ImageScore] = []
    done, n_bad, saved_at = 0, 0, time.monotonic()
    try:
        for rows in score_stream(paths, task):
            waiting += [one for row in rows for one in _scores(row, of_path[row.path], models)]
            done += len({row.path for row in rows})
            n_bad += sum(bool(row.error) for row in rows)
            if time.monotonic() - saved_at > SAVE_EVERY_S:
                _keep(experiment, models, waiting)
                waiting, saved_at = [], time.monotonic()
            report(done, len(names))
    finally:
        if waiting:
            _keep(experiment, models, waiting)
    return n_bad


def _seen(experiment: str) -> set[str]:
    known = manifest_path(experiment).is_file()
    return set(load_manifest(experiment)["image"]) if known else set()


def _keep(experiment: str, models: Sequence[ScoringModel], scores: list[ImageScore]) -> None:
    """Store scores under their models' hashes, unless a model was replaced since."""
    for model in models:
        used = shared_library().classifier(model.experiment, model.strategy).sha256
        if used != model.sha256:
            raise RaresightError(
                f"{model.strategy} of {model.experiment} was trained anew while it scored; "
                "expected one model for all images. Score them again."
            )
    add_scores(experiment, models, scores)


def _scores(row: ScoreRow, image: str, models: Sequence[ScoringModel]) -> list[ImageScore]:
    if not row.error:
        return [ImageScore(image, row.strategy, row.score)]
    return [ImageScore(image, model.strategy, None, row.error) for model in models]
