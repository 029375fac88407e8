"""Manifests made of labels: for ``import`` without a folder, and for ``train`` by itself."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from core.cli.progress import progress_bar
from core.datasets.labelled import Labelled, is_behind, labelled_manifest
from core.datasets.manifest import (
    ALL,
    data_fingerprint,
    load_manifest,
    manifest_path,
    write_manifest,
)
from core.errors import RaresightError
from core.runs.set_aside import set_aside


def import_labels(experiment: str, console: Console) -> None:
    """Make the manifest of an experiment from its labels; runs of an older one are set aside."""
    with progress_bar("Comparing", "images", console) as report:
        made = labelled_manifest(experiment, report=report)
    if _is_same(experiment, made):
        console.print(f"{manifest_path(experiment)} holds these labels already.", highlight=False)
        return
    aside = _set_aside(experiment)
    write_manifest(experiment, made.manifest)
    for problem in made.skipped:
        console.print(f"[yellow]Skipped:[/yellow] {escape(problem)}", highlight=False)
    _print_made(experiment, made, console)
    if aside:
        console.print(
            f"The runs so far saw other labels: they are kept as the experiment {escape(aside)}.",
            highlight=False,
        )


def import_new_labels(experiment: str, console: Console) -> None:
    """Do so where labels were given since the manifest was made; else nothing."""
    if is_behind(experiment):
        import_labels(experiment, console)


def _is_same(experiment: str, made: Labelled) -> bool:
    if not manifest_path(experiment).is_file():
        return False
    new = data_fingerprint(made.manifest.assign(role=ALL))
    return data_fingerprint(load_manifest(experiment)) == new


def _set_aside(experiment: str) -> str | None:
    try:
        n_labels = f"{len(load_manifest(experiment))}-labels"
    except RaresightError:  # runs without a manifest, or with a broken one
        n_labels = "before"
    return set_aside(experiment, f"{experiment}-{n_labels}")


def _print_made(experiment: str, made: Labelled, console: Console) -> None:
    table = made.manifest
    console.print(
        f"{manifest_path(experiment)}: {len(table):,} labelled images, "
        f"{int(table['label'].sum()):,} of them with graffiti, {table['scene'].nunique():,} places "
        f"in {table['fold'].nunique()} folds; {made.n_tied:,} images share a place with another, "
        f"{made.n_unsure:,} unsure ones are left out.",
        highlight=False,
    )
