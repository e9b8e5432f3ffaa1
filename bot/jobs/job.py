"""A job: slow work that is done after a turn was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes Telegram lets a bot download."""


@dataclass(frozen=True, slots=True, repr=False)
class Job:
    """Work of a ``kind`` of the workshop's table, on a ``payload`` of plain values.

    When it is done, or was given up, the flow ``then`` opens with the result as its ``takes`` and ``hands``, which
    are passed on as they are; without ``then`` nobody is told. A chat has one job of a ``key``: a second one is
    dropped, or with ``gather`` the list of that name in its payload is added to the one that still waits.
    Without a key each job is its own. ``after`` is how long it waits first. With ``question`` (flow.step) the result is
    the answer to that question instead, while it is still open.
    """

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    then: str = ""
    hands: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    after: timedelta = timedelta(0)
    gather: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class TakenJob:
    """A job in hand: ``attempts`` counts this try too, and survives the death of the process."""

    id: int
    chat_id: int
    kind: str
    attempts: int
    payload: Mapping[str, Any]
    then: str = ""
    hands: Mapping[str, Any] = field(default_factory=dict)
    question: str = ""


def waking(job: Job | TakenJob, result: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the inbox row of a finished job says; None when nobody waits for it."""
    if job.question:
        return {"kind": "answer", "question": job.question, "answers": dict(result)}
    if job.then:
        return {"kind": "open", "flow": job.then, "answers": {**job.hands, **result}}
    return None


@dataclass(frozen=True, slots=True, repr=False)
class WaitingJob:
    """A job that may be taken now."""

    id: int
    chat_id: int
    kind: str
