"""What a button carries: which session and question it belongs to, and the choice. At most 64 bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

VERSION = "v1"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A button's data, read."""

    session: str
    question: int
    choice: str


def write_token(session: str, question: int, choice: str) -> str:
    """The callback data of a button."""
    return f"{VERSION}:{session}:{_base36(question)}:{choice}"


def read_token(data: str) -> Token | None:
    """What a button's data says; None for data this program did not write."""
    parts = data.split(":", 3)
    if len(parts) != 4 or parts[0] != VERSION:
        return None
    try:
        return Token(parts[1], int(parts[2], 36), parts[3])
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits
