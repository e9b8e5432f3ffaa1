"""Bytes to pixels: everything is checked on the header first, then decoded once, upright, as RGB.

Recognition is given pixels and never a file: a palette picture given as a file is misread by it.
"""

from __future__ import annotations

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.pictures.formats import format_of, refused_at_once
from bot.pictures.limits import LONGEST_SHAPE, MOST_PIXELS, SMALLEST_SIDE, WIDEST
from bot.pictures.screenshot import Reason

Pixels = NDArray[np.uint8]
"""Height × width × 3, red first."""

WHITE = (255, 255, 255)
SIXTEEN_BIT = ("I", "F", "I;16", "I;16B", "I;16L")

DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ArithmeticError, MemoryError)
"""What the decoders raise on a damaged file; none of them promises less."""


class NotReadable(Exception):
    """The picture is refused."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def open_picture(data: bytes) -> Pixels:
    """The picture, its shorter side at most WIDEST pixels. Raises NotReadable."""
    if reason := refused_at_once(data):
        raise NotReadable(reason)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the size is checked below, and stricter than the library warns
        try:
            with Image.open(io.BytesIO(data), formats=[format_of(data) or ""]) as picture:
                _check(picture)
                return np.ascontiguousarray(_decoded(picture))
        except Image.DecompressionBombError:
            raise NotReadable(Reason.TOO_LARGE) from None
        except (UnidentifiedImageError, *DAMAGE):
            raise NotReadable(Reason.BROKEN) from None


def _check(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise NotReadable(Reason.TOO_LARGE)
    if min(width, height) < SMALLEST_SIDE:
        raise NotReadable(Reason.TOO_SMALL)
    if height > width * LONGEST_SHAPE or width > height * LONGEST_SHAPE * 2:
        raise NotReadable(Reason.TOO_LONG)
    # A phone's photograph may carry a second, smaller picture of the same; its first is the photograph.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise NotReadable(Reason.ANIMATED)


def _decoded(picture: Image.Image) -> Pixels:
    if picture.format == "JPEG":
        picture.draft("RGB", (WIDEST, WIDEST))
    upright = ImageOps.exif_transpose(picture)
    return np.asarray(_shrunk(_as_rgb(upright)))


def _as_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode in SIXTEEN_BIT:
        values = np.asarray(picture, dtype=np.float32)
        scaled = values * (255.0 / max(float(values.max()), 1.0))
        return Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8)).convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, WHITE)
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _shrunk(picture: Image.Image) -> Image.Image:
    scale = WIDEST / min(picture.size)
    if scale >= 1.0:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
