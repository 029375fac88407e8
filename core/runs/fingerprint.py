"""Tell whether an experiment's stored files changed, without reading them."""

from __future__ import annotations

import hashlib

from core.home import history_folder


def experiment_fingerprint(experiment: str) -> str:
    """Hash the path, size and modification time of every file of an experiment's history."""
    folder = history_folder(experiment)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
