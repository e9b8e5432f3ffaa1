"""A job: slow work that is done after a turn was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """Work of a ``kind`` of the workshop's table, on a ``payload`` of plain values.

    When it is done, or was given up, the flow ``then`` opens with the result as its ``takes`` and ``hands``, which
    are passed on as they are; without ``then`` nobody is told. A chat has one job of a ``key``: a second one is
    dropped, or with ``gather`` the list of that name in its payload is added to the one that still waits.
    Without a key each job is its own. ``after`` is how long it waits first.
    """

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    then: str = ""
    hands: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    after: timedelta = timedelta(0)
    gather: str = ""


@dataclass(frozen=True, slots=True)
class TakenJob:
    """A job in hand: ``attempts`` counts this try too, and survives the death of the process."""

    id: int
    chat_id: int
    kind: str
    attempts: int
    payload: Mapping[str, Any]
    then: str = ""
    hands: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaitingJob:
    """A job that may be taken now."""

    id: int
    chat_id: int
    kind: str
