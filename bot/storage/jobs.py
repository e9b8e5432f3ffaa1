"""Jobs as rows: kept with the turn that asked for them, gone in the transaction that keeps what came of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.conversation.values import InboxRow
from bot.dialogue.values import dumps, loads
from bot.jobs.job import Job, TakenJob, WaitingJob, waking
from bot.storage import inbox, places
from bot.storage.keys import KeyRing
from bot.storage.moments import from_micros
from bot.storage.numbering import Numbering

WAITS = 0
MICROSECOND = timedelta(microseconds=1)

MOST_GATHERED = 10
"""Items one job gathers: an album of Telegram's has no more."""

MOST_LOOKED_AT = 200
"""Waiting jobs looked at for the next one to do."""

ADD = "INSERT INTO jobs (id, chat_id, key, kind, due, payload) VALUES (?, ?, ?, ?, ?, ?)"
SAME = "SELECT id, state, payload FROM jobs WHERE chat_id = ? AND key = ?"
GROW = "UPDATE jobs SET payload = ?, due = ? WHERE id = ?"
WAITING = "SELECT id, chat_id, kind FROM jobs WHERE state = 0 AND due <= ? ORDER BY due, id LIMIT ?"
TAKE = "UPDATE jobs SET state = 1, attempts = attempts + 1 WHERE id = ? AND state = 0"
TAKEN = "SELECT chat_id, kind, attempts, payload FROM jobs WHERE id = ?"
AGAIN = "UPDATE jobs SET state = 0, due = ?, attempts = attempts - ? WHERE id = ? AND state = 1"
REMOVE = "DELETE FROM jobs WHERE id = ? AND chat_id = ? AND state = 1"
RECOVER = "UPDATE jobs SET state = 0 WHERE state = 1"
NEXT_DUE = "SELECT min(due) FROM jobs WHERE state = 0 AND due > ?"


def add(
    connection: sqlite3.Connection, keys: KeyRing, numbers: Numbering, chat_id: int, jobs: Sequence[Job], now: int
) -> None:
    """Keep jobs; one whose key waits already is dropped, or gathered into it."""
    for job in jobs:
        same = connection.execute(SAME, (chat_id, job.key)).fetchone() if job.key else None
        due = now + job.after // MICROSECOND
        if same is None:
            _put(connection, keys, numbers.job(), chat_id, job, job.key, due)
        elif job.gather and same[1] == WAITS:
            _grow(connection, keys, chat_id, job, same[0], same[2], due)
        elif job.gather:  # too late for the one in hand: a job of its own
            _put(connection, keys, numbers.job(), chat_id, job, "", due)


def _put(
    connection: sqlite3.Connection, keys: KeyRing, number: int, chat_id: int, job: Job, key: str, due: int
) -> None:
    sealed = keys.pack(dumps(_body(job)), places.of_job(chat_id, number))
    connection.execute(ADD, (number, chat_id, key or f"#{number}", job.kind, due, sealed))


def _grow(
    connection: sqlite3.Connection, keys: KeyRing, chat_id: int, job: Job, number: int, sealed: bytes, due: int
) -> None:
    place = places.of_job(chat_id, number)
    body = loads(keys.open(sealed, place))
    gathered = [*body["payload"][job.gather], *job.payload[job.gather]]
    body["payload"][job.gather] = gathered[:MOST_GATHERED]
    connection.execute(GROW, (keys.pack(dumps(body), place), due, number))


def waiting(connection: sqlite3.Connection, now: int) -> tuple[WaitingJob, ...]:
    """The jobs that may be taken now, the longest due first."""
    return tuple(WaitingJob(*row) for row in connection.execute(WAITING, (now, MOST_LOOKED_AT)))


def take(connection: sqlite3.Connection, keys: KeyRing, job_id: int) -> TakenJob | None:
    """Take a job in hand; None when it is gone or in other hands."""
    if connection.execute(TAKE, (job_id,)).rowcount != 1:
        return None
    chat_id, kind, attempts, sealed = connection.execute(TAKEN, (job_id,)).fetchone()
    body = loads(keys.open(sealed, places.of_job(chat_id, job_id)))
    return TakenJob(job_id, chat_id, kind, attempts, **body)


def again(connection: sqlite3.Connection, job: TakenJob, due: int, *, counts: bool) -> None:
    """Put a job back until ``due``; ``counts`` says whether the try was one."""
    connection.execute(AGAIN, (due, 0 if counts else 1, job.id))


def finish(
    connection: sqlite3.Connection,
    keys: KeyRing,
    numbers: Numbering,
    job: TakenJob,
    result: Mapping[str, Any],
    now: int,
) -> bool:
    """Remove a job and wake its flow with the result; False, and nothing done, when it was erased meanwhile."""
    if connection.execute(REMOVE, (job.id, job.chat_id)).rowcount != 1:
        return False
    opened = waking(job, result)
    if opened is not None:
        woken = dumps({"timer": f"job:{job.kind}", "due": from_micros(now), "payload": opened})
        inbox.receive(connection, keys, numbers, [InboxRow(numbers.wake(), job.chat_id, woken)])
    return True


def recover(connection: sqlite3.Connection) -> int:
    """Let jobs that were in hand when the process died wait again; how many."""
    return connection.execute(RECOVER).rowcount


def next_due(connection: sqlite3.Connection, now: int) -> int | None:
    """When the next job that may not be taken yet may be, in microseconds."""
    row: tuple[int | None] = connection.execute(NEXT_DUE, (now,)).fetchone()
    return row[0]


def _body(job: Job) -> dict[str, Any]:
    return {"payload": dict(job.payload), "then": job.then, "hands": dict(job.hands), "question": job.question}
