"""What kind of file it is by its first bytes; a name or a declared type is never believed."""

from __future__ import annotations

from bot.pictures.limits import LARGEST_FILE
from bot.pictures.screenshot import Reason

BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
}
OTHER_BEGINNINGS = (b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"\xff\x0a", b"\x00\x00\x00\x0cJXL ")
"""TIFF, Windows icon, JPEG XL: pictures, but no phone sends a screenshot as one."""

ISO_MEDIA = b"ftyp"
"""At byte 4 of HEIC, HEIF and AVIF, with the brand after it."""

ISO_PICTURES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def refused_at_once(data: bytes) -> Reason | None:
    """The reason a file need not be opened at all, None when it may be a picture."""
    if not data:
        return Reason.EMPTY
    if len(data) > LARGEST_FILE:
        return Reason.TOO_HEAVY
    if format_of(data):
        return None
    return Reason.OTHER_KIND if _is_other_picture(data) else Reason.NOT_A_PICTURE


def format_of(data: bytes) -> str | None:
    """PNG, JPEG, GIF, BMP or WEBP; None for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for beginning, kind in BEGINNINGS.items() if data.startswith(beginning)), None)


def _is_other_picture(data: bytes) -> bool:
    if data[4:8] == ISO_MEDIA:
        return data[8:12] in ISO_PICTURES
    return data.startswith(OTHER_BEGINNINGS)
