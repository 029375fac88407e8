"""Tell whether an experiment's stored files changed, without reading them."""

from __future__ import annotations

import hashlib

from core.home import history_folder

# What a comparison is computed from. A run in training rewrites the others every few seconds.
READ = {"validation.parquet", "validation.csv", "run.json"}


def experiment_fingerprint(experiment: str) -> str:
    """Hash which files an experiment's history has, and what state those of READ are in."""
    folder = history_folder(experiment)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.name in READ:
            state = path.stat()
            digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
        elif not path.name.startswith("."):  # not the temporary file of an atomic write
            digest.update(f"{path}\n".encode())
    return digest.hexdigest()
