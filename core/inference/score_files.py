"""Score files of any number: a few at a time, and a bad file is a row with its reason."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import RaresightError
from core.inference.classify import Classification, choose_way, classify, decide
from core.inference.decode import SUFFIXES, DecodedImage, check_size, decode_image
from core.inference.library import shared_library
from core.inference.score_table import ScoreRow

PHOTO_SHARE = 1 / 3  # a tile's side, where tiles are asked of an experiment that has none


@dataclass(frozen=True, slots=True)
class ScoreTask:
    """What to score with: thresholds by strategy, in the order of the rows.

    share: side of a tile as a share of a photo's width; None scores everything whole.
    way: whole, tiles, or auto, which scans photos and takes square pictures whole.
    """

    experiment: str
    thresholds: dict[str, float]
    share: float | None
    way: str = "auto"


def list_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and the pictures in the folders named, at any depth, by name.

    In a folder only what ends like a picture counts; a file named outright always does.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                    yield Path(folder) / name


def score_chunk(paths: Sequence[str], task: ScoreTask) -> list[ScoreRow]:
    """Score some files with every strategy of the task, at once; rows in the files' order."""
    decoded = [_read(Path(path)) for path in paths]
    images = [image for image in decoded if isinstance(image, DecodedImage)]
    results = classify(
        [image.pixels for image in images],
        task.experiment,
        list(task.thresholds),
        library=shared_library(),
        shares=[_share(image, task) for image in images],
    )
    waiting = iter(zip(images, results, strict=True))
    rows: list[ScoreRow] = []
    for path, came in zip(paths, decoded, strict=True):
        if isinstance(came, str):
            rows.append(ScoreRow(readable(path), error=came))
        else:
            rows += _rows(readable(path), *next(waiting), task.thresholds)
    return rows


def readable(path: str) -> str:
    """Return a path as text that any file can hold: bytes that are no UTF-8 become marks."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _read(path: Path) -> DecodedImage | str:
    """Decode a file, or say why not."""
    name = readable(path.name)
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            return f"{name} is no ordinary file. Give a picture."
        check_size(path.stat().st_size, name)
        return decode_image(path.read_bytes(), name)
    except RaresightError as error:
        return str(error)
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}. Check the path and its permissions."


def _share(image: DecodedImage, task: ScoreTask) -> float | None:
    if task.way == "auto":
        scan = choose_way(image.width_px, image.height_px, task.share) == "tiles"
    else:
        scan = task.way == "tiles"
    return (task.share or PHOTO_SHARE) if scan else None


def _rows(
    path: str, image: DecodedImage, result: Classification, thresholds: dict[str, float]
) -> Iterator[ScoreRow]:
    scale = image.width_px / image.pixels.shape[1]
    for strategy, threshold in thresholds.items():
        score = result.score(strategy)
        tile = result.tiles[result.top_tile(strategy)] * scale
        yield ScoreRow(
            path=path,
            strategy=strategy,
            score=score,
            threshold=threshold,
            verdict=decide(score, threshold),
            tile="" if result.way == "whole" else "{:.0f} {:.0f} {:.0f}".format(*tile),
        )
