"""A file kept for a person: sent by them, or made for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, repr=False)
class Attachment:
    """What is known of a file without opening it.

    ``sha256`` (64 hexadecimal digits) and ``size`` (bytes) are of the file as it came; ``kind`` is one of photo,
    document, voice, audio, video and animation; ``expires`` is None for what stays until its owner erases it.
    """

    id: str
    kind: str
    name: str
    mime: str
    size: int
    sha256: str
    at: datetime
    expires: datetime | None = None
