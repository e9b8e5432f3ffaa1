"""Files that went through a chat: their ids, their bytes, and how large a picture is."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.model import JsonObject

LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""Bytes; getFile refuses larger ones (Bot API, getFile)."""
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SIDES = (90, 320, 800, 1280)
"""The longest sides of the copies Telegram keeps of a picture."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `path` is what getFile answers, such as photos/file_3.jpg."""

    id: str
    path: str
    content: bytes
    name: str
    media_type: str

    def to_api(self) -> JsonObject:
        """The fields every Telegram file object has."""
        unique = f"u{self.path.rpartition('_')[2].partition('.')[0]}"
        return {"file_id": self.id, "file_unique_id": unique, "file_size": len(self.content)}

    def to_document(self) -> JsonObject:
        """A Telegram Document."""
        return {**self.to_api(), "file_name": self.name, "mime_type": self.media_type}

    def to_voice(self, seconds: int) -> JsonObject:
        """A Telegram Voice."""
        return {**self.to_api(), "duration": seconds, "mime_type": self.media_type}


class FileShelf:
    """Every file by its id and by its path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def store(self, folder: str, content: bytes, name: str, media_type: str) -> StoredFile:
        """Keep the bytes under a new id; the path is never taken from the sender's file name."""
        number = len(self.by_id) + 1
        suffix = PurePosixPath(name).suffix.lower()
        clean = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ".bin"
        file_id = f"SANDBOX{folder[:3].upper()}{number:012d}"
        stored = StoredFile(file_id, f"{folder}/file_{number}{clean}", content, name, media_type)
        self.put(stored)
        return stored

    def put(self, stored: StoredFile) -> None:
        """Put a file in its place."""
        self.by_id[stored.id] = stored
        self.by_path[stored.path] = stored


def photo_sizes(stored: StoredFile) -> list[JsonObject] | None:
    """Telegram PhotoSize objects, smallest first; None when the bytes are no picture.

    Every size names the same bytes: the sandbox scales nothing.
    """
    size = picture_size(stored.content)
    if size is None:
        return None
    width, height = size
    longest = max(width, height)
    sides = [side for side in _SIDES if side < longest]
    shapes = [(width * side // longest or 1, height * side // longest or 1) for side in sides]
    return [{**stored.to_api(), "width": w, "height": h} for w, h in [*shapes[:3], (width, height)]]


def picture_size(content: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels of a PNG, GIF, JPEG or WebP picture, None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"GIF8") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp_size(content)
    return None


def picture_type(content: bytes) -> str | None:
    """The media type of a picture a browser shows, None for anything else."""
    if picture_size(content) is None:
        return None
    kinds = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"RIFF": "image/webp"}
    return kinds.get(content[:4], "image/jpeg")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker, length = content[position + 1], int.from_bytes(content[position + 2 : position + 4])
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8X" and len(content) >= 30:
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8 " and len(content) >= 30:
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None
