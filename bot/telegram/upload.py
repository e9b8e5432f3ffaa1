"""A file on its way to Telegram: streamed, so that it is never whole in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send: its name, media type and size in bytes; ``pieces`` begins it anew each time it is called."""

    name: str
    mime: str
    size: int
    pieces: Callable[[], AsyncIterator[bytes]]
