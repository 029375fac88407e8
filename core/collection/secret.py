"""Keys: found in the environment or Streamlit's secrets, and kept out of every text."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, quote_plus

from core.errors import RaresightError
from core.home import CHECKOUT, home


def find_secret(name: str) -> str | None:
    """Return a key from the environment, else from .streamlit/secrets.toml, else None.

    Streamlit itself reads the same two files: the one of the project, then the one of the user.
    """
    from_environment = os.environ.get(name, "").strip()
    if from_environment:
        return from_environment
    folders = dict.fromkeys([home(), CHECKOUT, Path.home()])
    for folder in folders:
        value = _read_secrets(folder / ".streamlit" / "secrets.toml").get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def hide(text: str, secrets: Iterable[str]) -> str:
    """Replace every secret in a text, also as it stands in a URL.

    >>> hide("GET /x?key=a%2Fb failed for a/b", ["a/b"])
    'GET /x?key=*** failed for ***'
    """
    for secret in secrets:
        for form in {secret, quote(secret), quote(secret, safe=""), quote_plus(secret)} - {""}:
            text = text.replace(form, "***")
    return text


def _read_secrets(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # The parser's message quotes the file, and with it perhaps the key.
        raise RaresightError(
            f'{path} cannot be read as TOML; expected lines like NAME = "value". Mend it, or give '
            "the key in the environment."
        ) from None
