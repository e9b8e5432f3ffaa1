"""A code of a few digits before records are shown: how it is kept, and how slowly it can be guessed.

A code protects against whoever holds the phone, not against whoever holds the database and its key: those can read
everything else as well. So what matters is the waiting between tries, and that only a hash is kept, since people use
the same code elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from datetime import timedelta
from typing import Final

CODE: Final = re.compile(r"\d{4,8}")

FREE: Final = 3
"""Tries before the first wait."""

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""After each further wrong try; the last one repeats. Trying all 10,000 codes of four digits takes over ten years."""

OPEN: Final = timedelta(minutes=10)
"""How long records stay open after the right code."""

COST: Final = 2**12
"""scrypt's N with r = 8, p = 1: 4 MB and about ten milliseconds, which a turn can afford (RFC 7914)."""

SALT: Final = 16


def hashed(code: str) -> str:
    """What is kept of a code: ``scrypt:N:salt:hash``. Raises ValueError when it is no code of four to eight digits."""
    if not is_code(code):
        raise ValueError("A code has four to eight digits.")
    salt = os.urandom(SALT)
    return f"scrypt:{COST}:{salt.hex()}:{_derived(code, salt, COST).hex()}"


def fits(code: str, kept: str) -> bool:
    """Whether it is the code that was hashed, compared in constant time."""
    _, cost, salt, expected = kept.split(":")
    return hmac.compare_digest(_derived(code, bytes.fromhex(salt), int(cost)).hex(), expected)


def is_code(code: str) -> bool:
    """Whether it has four to eight digits and nothing else."""
    return CODE.fullmatch(code) is not None and code.isascii()


def wait_after(wrong: int) -> timedelta:
    """How long nobody may try after so many wrong tries in a row."""
    if wrong < FREE:
        return timedelta(0)
    return WAITS[min(wrong - FREE, len(WAITS) - 1)]


def _derived(code: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=cost, r=8, p=1, dklen=32)
