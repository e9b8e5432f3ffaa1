"""A record: one thing kept with the person's consent, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

AT_HAND = 50
"""The newest records a turn has at hand; whoever needs all of them asks for a job."""


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """``number`` counts the person's records from 1; ``at`` is aware; ``body`` holds plain values.

    ``sha256`` is the hash of its link in the chain (see ``bot.records.chain``), 64 hex digits; empty for kinds
    outside the chain and for records kept before there was one.
    """

    number: int
    kind: str
    at: datetime
    body: Mapping[str, Any]
    sha256: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class NewRecord:
    """A record to add; storage gives it its number and its place in the chain."""

    kind: str
    at: datetime
    body: Mapping[str, Any]
