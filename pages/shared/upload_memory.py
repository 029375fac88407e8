"""An upload stays in memory: the server's form reader would lay a large one in a file."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

from core.inference.decode import MAX_BYTES


def keep_uploads_in_memory() -> None:
    """Let files up to the upload limit stay in memory while they come in.

    Starlette, on which Streamlit runs, writes whatever exceeds 1 MB to a temporary file.
    """
    MultiPartParser.spool_max_size = 2 * MAX_BYTES  # the server takes no larger request
