"""What the bot and its reading process say to each other.

A frame is four bytes of length (big-endian) and that many bytes: a picture one way, JSON the other.
"""

from __future__ import annotations

import asyncio
import struct
from typing import BinaryIO, Final

import orjson

from bot.pictures.screenshot import Message, Reason, Refusal, Screenshot, Sender

LENGTH: Final = struct.Struct(">I")
LARGEST_ANSWER: Final = 4 * 1024 * 1024
"""Bytes; ten screens of text have 30 kB."""

READY: Final = b"ready"
"""The first thing the process says, once its models are loaded."""


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
        raise ValueError("the reading process answered with more than an answer can be")
    return await stream.readexactly(length)


def pack(answer: Screenshot | Refusal) -> bytes:
    """An answer as JSON."""
    if isinstance(answer, Refusal):
        return orjson.dumps({"refused": answer.reason})
    return orjson.dumps({"messages": [[m.sender, m.text, m.doubtful] for m in answer.messages]})


def unpack(content: bytes) -> Screenshot | Refusal:
    """The answer again. Raises ValueError or LookupError when it is none."""
    answer = orjson.loads(content)
    if "refused" in answer:
        return Refusal(Reason(answer["refused"]))
    return Screenshot(tuple(Message(Sender(side), str(text), int(unsure)) for side, text, unsure in answer["messages"]))
