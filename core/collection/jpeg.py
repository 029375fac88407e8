"""Whether what came is a picture."""

from __future__ import annotations

import io

from PIL import Image

from core.collection.outcomes import NoPicture
from core.collection.web import Answer

MAX_SIDE_PX = 8192


def checked_picture(answer: Answer) -> bytes:
    """Return the body of an answer that is a whole JPEG; NoPicture says what came instead."""
    if answer.content_type != "image/jpeg":
        raise NoPicture(f"{answer.content_type or 'no type'} came instead of image/jpeg")
    try:
        with Image.open(io.BytesIO(answer.body), formats=["JPEG"]) as picture:
            if max(picture.size) > MAX_SIDE_PX:
                raise NoPicture(f"a picture of {picture.size} pixels came")
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NoPicture(
            f"{len(answer.body):,} bytes came that are no whole JPEG, whatever their type says"
        ) from None
    return answer.body
