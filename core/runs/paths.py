"""Where each file of a run lies (the storage contract, in one place)."""

from __future__ import annotations

from pathlib import Path

from core.home import check_folder_name, history_folder, models_folder


def run_folder(experiment: str, strategy: str, fold: int) -> Path:
    """Return history/<experiment>/<strategy>/fold-<k>."""
    return strategy_folder(experiment, strategy) / f"fold-{fold}"


def strategy_folder(experiment: str, strategy: str) -> Path:
    """Return history/<experiment>/<strategy>."""
    check_folder_name(strategy)
    return history_folder(experiment) / strategy


def model_path(experiment: str, strategy: str) -> Path:
    """Return models/<experiment>/<strategy>.keras, the fold-0 model."""
    check_folder_name(strategy)
    return models_folder(experiment) / f"{strategy}.keras"


def list_experiments() -> list[str]:
    """Return the names of the experiments that have a folder in history/."""
    return _folder_names(history_folder())


def list_strategies(experiment: str) -> list[str]:
    """Return the strategies of an experiment that have at least one fold folder."""
    return [
        name for name in _folder_names(history_folder(experiment)) if list_folds(experiment, name)
    ]


def list_folds(experiment: str, strategy: str) -> list[int]:
    """Return the folds of a strategy that have a folder, lowest first."""
    names = _folder_names(strategy_folder(experiment, strategy))
    numbers = [name.removeprefix("fold-") for name in names if name.startswith("fold-")]
    return sorted(int(number) for number in numbers if number.isdecimal())


def _folder_names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
