import io
import struct
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import TiffImageFile

from core.errors import RaresightError
from core.inference.decode import MAX_BYTES, WORK_PX, check_size, decode_image

# Pillow warns of what it passes over in a damaged file; the file is still read.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

FORMATS = ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "HEIF"]


def picture(width=60, height=40):
    """Red left half, blue right half, with a green stripe at the top."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 0] = 200
    pixels[:, width // 2 :, 2] = 200
    pixels[: height // 4] = (0, 200, 0)
    return Image.fromarray(pixels)


def saved(image, kind="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_header(width, height):
    """A PNG that claims a size, with next to no data behind it."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def with_scans(n):
    """A JPEG whose one scan comes ``n`` times."""
    data = saved(picture(), "JPEG")
    start, end = data.index(b"\xff\xda"), data.rindex(b"\xff\xd9")
    return data[:start] + data[start:end] * n + data[end:]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_comes_out_as_upright_rgb(kind):
    decoded = decode_image(saved(picture(), kind), "street.jpg")
    assert (decoded.width_px, decoded.height_px, decoded.note) == (60, 40, "")
    assert decoded.pixels.shape == (40, 60, 3)
    assert decoded.pixels.dtype == np.uint8
    left, right, top = decoded.pixels[30, 10], decoded.pixels[30, 50], decoded.pixels[3, 30]
    assert (left.argmax(), right.argmax(), top.argmax()) == (0, 2, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_rotation_is_applied_as_pillow_applies_it(kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(picture(), kind, exif=exif)
    expected = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))
    decoded = decode_image(data, "a")
    np.testing.assert_array_equal(decoded.pixels, expected)
    assert (decoded.width_px, decoded.height_px) == expected.shape[1::-1]


def test_broken_exif_does_not_make_a_picture_unreadable():
    data = saved(picture(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 50)
    assert decode_image(data, "a").pixels.shape == (40, 60, 3)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(mode):
    image = Image.new(mode, (20, 20), 0)
    assert (decode_image(saved(image), "a").pixels == 255).all()


def test_half_transparent_is_mixed_with_white():
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 128))
    np.testing.assert_array_equal(decode_image(saved(image), "a").pixels[0, 0], [255, 127, 127])


def test_a_palette_with_a_transparent_colour_is_laid_on_white():
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 0, 9, 99, 199])
    assert decode_image(saved(image), "a").pixels[0, 0].tolist() == [9, 99, 199]
    assert decode_image(saved(image, transparency=1), "a").pixels[0, 0].tolist() == [255] * 3


def test_sixteen_bit_grey_is_scaled_not_clipped():
    ramp = np.linspace(0, 65_535, 32, dtype=np.uint16)[None].repeat(32, axis=0)
    for kind in ("PNG", "TIFF"):
        pixels = decode_image(saved(Image.fromarray(ramp), kind), "a").pixels
        np.testing.assert_allclose(pixels[0, :, 0], np.linspace(0, 255, 32), atol=1)


def test_floats_and_their_nan_become_grey():
    ramp = np.linspace(0, 1, 32, dtype=np.float32)[None].repeat(32, axis=0)
    ramp[0, 0], ramp[0, 1] = np.nan, -np.inf
    pixels = decode_image(saved(Image.fromarray(ramp), "TIFF"), "a").pixels
    np.testing.assert_allclose(pixels[5, :, 1], np.linspace(0, 255, 32), atol=1)
    assert pixels[0, 0].tolist() == [0, 0, 0]


@pytest.mark.parametrize(("mode", "kind"), [("1", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG")])
def test_black_and_white_grey_and_cmyk_look_as_pillow_shows_them(mode, kind):
    data = saved(picture().convert(mode), kind)
    expected = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    np.testing.assert_array_equal(decode_image(data, "a").pixels, expected)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_an_animation_the_first_picture_counts_and_the_note_says_so(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "lime")]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    decoded = decode_image(data, "a")
    assert decoded.pixels[0, 0].argmax() == 0
    assert "only the first counts" in decoded.note


def tiff_of_many_pages(n):
    """A TIFF of ``n`` pages that all show the same 20 x 20 black pixels."""
    tags = {256: 20, 257: 20, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 20, 279: 400}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    size, first = 2 + len(entries) + 4, 8 + 400
    pages = [
        struct.pack("<H", len(tags)) + entries + struct.pack("<I", (k < n) * (first + k * size))
        for k in range(1, n + 1)
    ]
    return b"II*\0" + struct.pack("<I", first) + bytes(400) + b"".join(pages)


def test_pages_of_a_file_are_not_counted_one_by_one():
    assert decode_image(tiff_of_many_pages(1), "a").note == ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TiffImageFile, "n_frames", property(lambda _: pytest.fail("counted")))
        assert decode_image(tiff_of_many_pages(3), "a").note


def test_a_photo_with_a_film_behind_it_is_read_as_the_photo():
    film = np.random.default_rng(0).integers(0, 256, 12 * 1024**2, np.uint8).tobytes()
    assert film.count(b"\xff\xda") > 100
    both = saved(picture(), "JPEG", quality=95, restart_marker_blocks=1) + film
    assert decode_image(both, "a").pixels.shape == (40, 60, 3)


@pytest.mark.parametrize("kind", [np.uint16, np.float32])
def test_a_large_grey_picture_is_never_whole_as_floats(kind):
    data = saved(Image.fromarray(np.zeros((4_000, 4_000), kind)), "TIFF", compression="tiff_lzw")
    tracemalloc.start()
    decode_image(data, "a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120_000_000  # 64 MB as RGB and grey; as floats with copies it would be 190


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_photo_is_kept_small_and_its_own_size_is_told(kind):
    decoded = decode_image(saved(picture(4032, 3024), kind), "a")
    assert decoded.pixels.shape == (WORK_PX * 3 // 4, WORK_PX, 3)
    assert (decoded.width_px, decoded.height_px) == (4032, 3024)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"hello, I am no picture", "starts with “hello, I am no picture”"),
        (b"<html><script>alert(1)</script>", "is not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is not a picture"),
        (b"\xff\xd8\xff\xe0", "not a picture|damaged or cut off"),
        (b"\0" * 4096, "is not a picture"),
        (png_header(30_000, 30_000), "megapixels are decoded"),
        (png_header(2**31 - 1, 2**31 - 1), "megapixels are decoded"),
        (png_header(9_000, 8_000), "9,000 x 8,000 pixels"),
        (png_header(100, 100), "damaged or cut off"),
        (png_header(100, 8), "at least 16 px a side"),
        (png_header(20, 4_000), "at most 12 times the other"),
        (with_scans(200), "more than 100 scans"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_plain_sentence(data, says):
    with pytest.raises(RaresightError, match=says) as error:
        decode_image(data, "street.jpg")
    sentence = str(error.value)
    assert sentence.startswith("street.jpg ")
    assert sentence.endswith(".")
    assert "expected" in sentence or "at most" in sentence


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7])
def test_a_truncated_file_is_refused(kind, share):
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    data = saved(Image.fromarray(noise), kind)
    with pytest.raises(RaresightError, match=r"^a\.jpg (is|claims)"):
        decode_image(data[: int(len(data) * share)], "a.jpg")


def test_a_file_over_the_limit_is_refused_by_its_size_alone():
    with pytest.raises(RaresightError, match="is 5,120 MB; at most 25 MB"):
        check_size(5 * 1024**3, "a.jpg")
    check_size(MAX_BYTES, "a.jpg")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "L", "1", "CMYK", "I;16", "I", "F"])
def test_large_and_small_look_alike_in_every_mode(mode):
    small = picture(64, 48).convert("L" if mode in {"I;16", "I", "F"} else mode)
    if mode in {"I;16", "I", "F"}:
        grey = np.asarray(small)
        kinds = {
            "I;16": np.uint16(257) * grey,
            "I": grey.astype(np.int32),
            "F": grey / np.float32(255),
        }
        small = Image.fromarray(kinds[mode])
    large = small.resize((64 * 60, 48 * 60), Image.Resampling.NEAREST)
    pixels = decode_image(saved(large, "TIFF", compression="tiff_lzw"), "a").pixels
    assert pixels.shape == (1200, 1600, 3)
    expected = decode_image(saved(small, "TIFF"), "a").pixels
    np.testing.assert_allclose(pixels[12::25, 12::25], expected, atol=2)


def test_a_huge_header_costs_no_memory():
    data = png_header(30_000, 30_000)
    tracemalloc.start()
    with pytest.raises(RaresightError):
        decode_image(data, "a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_file_that_is_picture_and_archive_at_once_is_read_as_the_picture_it_begins_with():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.html", "<script>alert(1)</script>")
    both = saved(picture()) + buffer.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    np.testing.assert_array_equal(decode_image(both, "a").pixels, np.asarray(picture()))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMATS), st.data())
def test_a_picture_with_any_bytes_overwritten_decodes_or_is_refused(kind, data):
    content = bytearray(saved(picture(), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pixels = decode_image(bytes(content), "a").pixels
    except RaresightError:
        return
    assert pixels.dtype == np.uint8
    assert pixels.ndim == 3
