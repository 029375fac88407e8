"""A data set of Kaggle: downloaded, and its two class folders found."""

from __future__ import annotations

import re
from pathlib import Path

from core.datasets.import_folder import SUFFIXES
from core.errors import RaresightError

HANDLE = re.compile(r"[\w-]+/[\w-]+(/versions/\d+)?")
DEEPEST = 4


def download_kaggle(handle: str) -> Path:
    """Return the folder of a data set, ``owner/name``, downloaded once and then kept by kagglehub.

    Without the package, the network or the right to it: a RaresightError with the manual way.
    """
    if not HANDLE.fullmatch(handle):
        raise RaresightError(
            f"--kaggle is {handle!r}; expected owner/name as in the data set's address, for "
            "example pinstripezebra/graffiti-classification. Copy it from there."
        )
    try:
        import kagglehub
        import requests
    except ImportError:
        raise _manual(
            handle,
            "the package kagglehub is not installed (`pip install -r requirements-kaggle.txt`)",
        ) from None
    try:
        return Path(kagglehub.dataset_download(handle))
    except (requests.ConnectionError, requests.Timeout) as error:
        raise _manual(handle, "kaggle.com cannot be reached") from error
    except Exception as error:  # its own errors, those of the network, of the disk, of the archive
        said = " ".join(str(error).split())[:300] or "no reason"
        raise _manual(handle, f"Kaggle gave {type(error).__name__}: {said}") from error


def find_class_folders(folder: Path, positive: str) -> Path:
    """Return the folder within that holds the class folder ``positive`` and one more of pictures.

    An archive may hold them some folders down, and once more for another split: then the user
    chooses.
    """
    found = [path.parent for path in _folders(folder, DEEPEST) if path.name == positive]
    found = [path for path in found if sum(_has_pictures(child) for child in _children(path)) == 2]
    if len(found) == 1:
        return found[0]
    filled = [path for path in _folders(folder, DEEPEST) if _has_pictures(path)]
    names = ", ".join(sorted(str(path.relative_to(folder)) for path in filled)[:12])
    what = f"{len(found)} such pairs" if found else "no such pair"
    raise RaresightError(
        f"{folder} holds {what}: a folder {positive!r} of pictures beside one other; it has "
        f"pictures in {names or 'no folder'}. Say with --positive which one holds the rare class, "
        "or give the right folder: `python -m core import FOLDER`."
    )


def _children(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def _folders(folder: Path, depth: int) -> list[Path]:
    below = [path for child in _children(folder) for path in _folders(child, depth - 1)]
    return [folder, *below] if depth else [folder]


def _has_pictures(folder: Path) -> bool:
    return any(path.suffix.lower() in SUFFIXES for path in folder.iterdir())


def _manual(handle: str, why: str) -> RaresightError:
    return RaresightError(
        f"{handle} could not be downloaded: {why}. By hand: download the archive at "
        f"https://www.kaggle.com/datasets/{handle}, unzip it, then run "
        "`python -m core import FOLDER --experiment NAME` on the folder with the two class folders."
    )
