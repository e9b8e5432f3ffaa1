"""What the bot and a child process say to each other: four bytes of length (big-endian) and that many bytes."""

from __future__ import annotations

import asyncio
import struct
from typing import BinaryIO, Final

LENGTH: Final = struct.Struct(">I")

LARGEST_ANSWER: Final = 64 * 1024 * 1024
"""Bytes; more than any paper or text."""

READY: Final = b"ready"
"""The first thing a child says, once it has loaded what it needs."""


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """One frame, sent at once."""
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> bytes | None:
    """The next frame; None at the end, or when it claims more than ``most`` bytes."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = stream.read(length) if length <= most else b""
    return content if len(content) == length else None


async def receive_frame(stream: asyncio.StreamReader) -> bytes:
    """The next frame. Raises asyncio.IncompleteReadError at the end, ValueError when it is too large."""
    (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    if length > LARGEST_ANSWER:
        raise ValueError("the child answered with more than an answer can be")
    return await stream.readexactly(length)
