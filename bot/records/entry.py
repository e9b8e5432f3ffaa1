"""A record: one thing kept with the person's consent, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """``number`` counts the person's records from 1; ``at`` is aware; ``body`` holds plain values."""

    number: int
    kind: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class NewRecord:
    """A record to add; storage gives it its number."""

    kind: str
    at: datetime
    body: Mapping[str, Any]
