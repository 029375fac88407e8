"""Where models/, history/ and data/ live: the checkout, or the folder RARESIGHT_HOME names."""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import RaresightError

CHECKOUT = Path(__file__).resolve().parent.parent


def home() -> Path:
    """Return the folder that holds models/, history/ and data/."""
    named = os.environ.get("RARESIGHT_HOME")
    return Path(named).expanduser().resolve() if named else CHECKOUT


def history_folder(experiment: str | None = None) -> Path:
    """Return history/, or one experiment's folder in it."""
    return _folder("history", experiment)


def models_folder(experiment: str | None = None) -> Path:
    """Return models/, or one experiment's folder in it."""
    return _folder("models", experiment)


def data_folder(experiment: str | None = None) -> Path:
    """Return data/, or one experiment's folder in it."""
    return _folder("data", experiment)


def check_folder_name(name: str) -> None:
    """Raise RaresightError unless ``name`` is one plain folder name.

    Names arrive from URLs and command lines; one with a separator or a leading
    dot could leave the folder it is meant for.
    """
    if not name or name.startswith(".") or "/" in name or "\\" in name or "\0" in name:
        raise RaresightError(
            f"The name {name!r} is not a plain folder name; expected one without "
            "slashes that does not start with a dot. Rename it."
        )


def _folder(kind: str, experiment: str | None) -> Path:
    if experiment is None:
        return home() / kind
    check_folder_name(experiment)
    return home() / kind / experiment
