"""All that is kept about one person, opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.jobs.attachment import Attachment
from bot.records.entry import Record

SECRET = frozenset({"pin"})
"""What is known about a person and never leaves: the hash of their code. That there is one is told."""


@dataclass(frozen=True, slots=True, repr=False)
class KeptTimer:
    """A timer that waits."""

    name: str
    due: datetime
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class Everything:
    """What storage has of a chat.

    ``session`` is the running conversation as ``bot.dialogue.session`` writes it, ``finances`` as ``bot.money`` does;
    ``outgoing`` are messages not sent yet, ``jobs`` work in hand, both as plain values.
    """

    me: Mapping[str, Any]
    session: Mapping[str, Any] | None
    finances: Mapping[str, Any]
    records: tuple[Record, ...]
    timers: tuple[KeptTimer, ...] = ()
    outgoing: tuple[Mapping[str, Any], ...] = ()
    jobs: tuple[Mapping[str, Any], ...] = ()
    files: tuple[Attachment, ...] = field(default=())
