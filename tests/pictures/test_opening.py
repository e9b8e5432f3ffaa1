"""Picture files: what is decoded and how, and what is refused before it costs anything."""

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.limits import LARGEST_FILE, WIDEST
from bot.pictures.opening import NotReadable, open_picture
from bot.pictures.screenshot import Reason

RED = (200, 30, 40)
PNG = b"\x89PNG\r\n\x1a\n"


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def refusal(data: bytes) -> Reason:
    with pytest.raises(NotReadable) as refused:
        open_picture(data)
    return refused.value.reason


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims a size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 4096)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_every_kind_a_phone_sends_is_decoded_to_red_green_blue(kind: str):
    pixels = open_picture(saved(Image.new("RGB", (60, 40), RED), kind))
    assert pixels.shape == (40, 60, 3)
    assert np.abs(pixels[20, 30].astype(int) - RED).max() < 6


def test_a_palette_is_resolved():
    picture = Image.new("RGB", (60, 40), RED).quantize(4)
    assert tuple(open_picture(saved(picture))[5, 5]) == RED


def test_what_is_transparent_becomes_white():
    assert tuple(open_picture(saved(Image.new("RGBA", (60, 40), (0, 0, 0, 0))))[5, 5]) == (255, 255, 255)


def test_printing_colours_are_converted():
    assert open_picture(saved(Image.new("CMYK", (60, 40), (0, 255, 255, 50)), "JPEG")).shape == (40, 60, 3)


def test_sixteen_bits_keep_their_contrast():
    grey = np.full((40, 60), 60_000, np.uint16)
    grey[:, :30] = 1_000
    pixels = open_picture(saved(Image.fromarray(grey)))
    assert pixels[5, 5, 0] < 20
    assert pixels[5, 50, 0] > 230


def test_a_photograph_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert open_picture(saved(Image.new("RGB", (60, 40), RED), "JPEG", exif=exif)).shape == (60, 40, 3)


def test_a_huge_picture_is_brought_to_a_phones_width():
    assert min(open_picture(saved(Image.new("RGB", (4000, 3000), RED), "JPEG")).shape[:2]) == WIDEST


def test_no_bytes_are_empty():
    assert refusal(b"") is Reason.EMPTY


def test_a_file_over_the_limit_is_too_heavy():
    assert refusal(PNG + b"\0" * LARGEST_FILE) is Reason.TOO_HEAVY


def test_a_text_with_the_name_of_a_picture_is_not_one():
    assert refusal("老板娘，钱呢".encode()) is Reason.NOT_A_PICTURE


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_kind_that_is_not_read_here_says_so(brand: bytes):
    assert refusal(b"\x00\x00\x00\x18ftyp" + brand + b"\0" * 64) is Reason.OTHER_KIND


def test_a_film_is_not_a_picture():
    assert refusal(b"\x00\x00\x00\x18ftypisom" + b"\0" * 64) is Reason.NOT_A_PICTURE


def test_a_bomb_is_refused_by_its_header():
    assert refusal(png_claiming(60_000, 60_000)) is Reason.TOO_LARGE


def test_a_picture_of_no_size_is_refused():
    assert refusal(png_claiming(0, 0)) in (Reason.BROKEN, Reason.TOO_SMALL)


def test_a_header_without_the_picture_is_broken():
    assert refusal(png_claiming(3_000, 3_000)) is Reason.BROKEN


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_a_picture_cut_off_in_the_middle_is_broken(kind: str):
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    data = saved(noise, kind)
    assert refusal(data[: len(data) // 2]) is Reason.BROKEN


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_refused(kind: str):
    frames = [Image.new("RGB", (60, 40), (shade, 0, 0)) for shade in (0, 90, 200)]
    assert refusal(saved(frames[0], kind, save_all=True, append_images=frames[1:])) is Reason.ANIMATED


def test_a_sliver_and_an_endless_scroll_are_refused():
    assert refusal(saved(Image.new("L", (300, 9)))) is Reason.TOO_SMALL
    assert refusal(saved(Image.new("L", (100, 5_000)))) is Reason.TOO_LONG


WHOLE = [saved(Image.effect_noise((40, 40), 50).convert("RGB"), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 2_000), st.binary(max_size=6)), max_size=6))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: bytes, damage: list[tuple[int, bytes]]):
    broken = bytearray(data)
    for place, bytes_ in damage:
        start = place % len(broken)
        broken[start : start + len(bytes_)] = bytes_
    with contextlib.suppress(NotReadable):
        assert open_picture(bytes(broken)).shape[2] == 3
