"""Bring an uploaded file to RGB pixels: limits first, and a plain sentence for every refusal."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import pillow_heif
from PIL import Image, UnidentifiedImageError

from core.errors import RaresightError
from core.inference.jpeg_scans import MAX_SCANS, has_many_scans
from core.inference.memory import trim_memory
from core.inference.pixels import to_rgb, turn_upright
from core.inference.priority import DECODING
from core.inference.worker import Worker

# Only these decoders are let near an upload: Pillow knows some 40 more, one of which starts
# Ghostscript.
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "HEIF")
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff", ".gif")
FORMATS_TEXT = "JPEG, PNG, WebP, HEIC, BMP, TIFF or GIF"
MAX_BYTES = 25 * 1024**2
MAX_PIXELS = 64_000_000
MAX_RATIO = 12  # of the sides: a longer strip holds thousands of tiles of its width
MIN_SIDE_PX = 16
WORK_PX = 1_600  # the long side that is kept: no tile of it is smaller than a network's input
LARGE_PIXELS = 16_000_000  # from here on the memory is given back
AT_ONCE = 2  # a picture at the pixel limit takes some 600 MB while it is decoded

pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """A picture ready to be scored.

    pixels: (h, w, 3) uint8 RGB, upright, at most WORK_PX a side; width_px and height_px are the
    file's own, upright. note: what was done to the file that its owner might not expect, or "".
    """

    pixels: np.ndarray
    width_px: int
    height_px: int
    note: str


def decode_image(data: bytes, name: str) -> DecodedImage:
    """Decode the bytes of one file; nothing touches the disk.

    EXIF rotation is applied, transparency laid on white, 16 bits brought to 8, CMYK, grey and
    palettes to RGB; of an animation the first frame counts. Raises RaresightError, with a sentence
    that begins with the file's name, for whatever is no whole picture within the limits.
    """
    check_size(len(data), name)
    if has_many_scans(data):
        raise _refusal(name, f"has more than {MAX_SCANS} scans, which no camera writes")
    try:
        return _decoders().submit(lambda: _decode(data, name)).result()
    except RaresightError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name, "far too many") from error
    except UnidentifiedImageError as error:
        raise _refusal(name, f"is not a picture ({_looks_like(data)})") from error
    # Decoders answer hostile bytes with any exception there is; each means the same here.
    except Exception as error:
        reason = str(error).strip().rstrip(".") or type(error).__name__
        raise _refusal(name, f"is damaged or cut off ({reason[:120]})") from error


def check_size(n_bytes: int, name: str) -> None:
    """Raise RaresightError where a file is empty or larger than MAX_BYTES."""
    if not n_bytes:
        raise _refusal(name, "is empty (0 bytes)")
    if n_bytes > MAX_BYTES:
        raise RaresightError(
            f"{name} is {n_bytes / 1024**2:,.0f} MB; at most {MAX_BYTES // 1024**2} MB a file are "
            "read. Save it smaller, for example as JPEG."
        )


@cache
def _decoders() -> Worker:
    return Worker(AT_ONCE, DECODING)


def _decode(data: bytes, name: str) -> DecodedImage:
    image = _decode_large(data, name)
    if image.width_px * image.height_px > LARGE_PIXELS:
        trim_memory()  # here, where the large one is freed
    return image


def _decode_large(data: bytes, name: str) -> DecodedImage:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        stored = image.size
        _check_shape(*stored, name)
        several = getattr(image, "is_animated", False)  # to count them may take minutes
        image.draft(image.mode, (WORK_PX, WORK_PX))  # JPEG alone: decodes at 1/2, 1/4 or 1/8
        image.load()
        orientation = _orientation(image)
        rgb = to_rgb(image, WORK_PX)
    pixels = np.ascontiguousarray(turn_upright(_shrink(rgb), orientation))
    swapped = (pixels.shape[0] > pixels.shape[1]) != (stored[1] > stored[0])
    width, height = stored[::-1] if swapped else stored
    note = "It holds several pictures; only the first counts." if several else ""
    return DecodedImage(pixels, width, height, note)


def _check_shape(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(name, f"{width:,} x {height:,}")
    if min(width, height) < MIN_SIDE_PX or max(width, height) > MAX_RATIO * min(width, height):
        raise RaresightError(
            f"{name} is {width:,} x {height:,} px; expected at least {MIN_SIDE_PX} px a side, and "
            f"one side at most {MAX_RATIO} times the other. Give a whole photo."
        )


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; broken EXIF does not make a picture unreadable."""
    try:
        value = int(image.getexif().get(0x0112, 1))
    except Exception:
        return 1
    return value if 1 <= value <= 8 else 1


def _shrink(rgb: np.ndarray) -> np.ndarray:
    scale = WORK_PX / max(rgb.shape[:2])
    if scale >= 1:
        return rgb
    height, width = (max(1, round(side * scale)) for side in rgb.shape[:2])
    return cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)


def _looks_like(data: bytes) -> str:
    start = data[:24].decode("ascii", errors="replace")
    shown = "".join(c if c.isprintable() and c != "\ufffd" else "?" for c in start)
    return f"it starts with “{shown}”"


def _refusal(name: str, what: str) -> RaresightError:
    return RaresightError(f"{name} {what}; expected a whole {FORMATS_TEXT} file. Give another one.")


def _too_many_pixels(name: str, came: str) -> RaresightError:
    return RaresightError(
        f"{name} claims to have {came} pixels; at most {MAX_PIXELS / 1e6:.0f} megapixels are "
        "decoded. Save it smaller."
    )
