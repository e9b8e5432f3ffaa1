"""Opens all that is kept about a person: for their export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import orjson

from bot.dialogue.values import loads
from bot.export.everything import Everything, KeptTimer
from bot.storage import attachments, places, records
from bot.storage.keys import KeyRing
from bot.storage.moments import from_micros

SESSION = "SELECT turn, session, me, finances FROM sessions WHERE chat_id = ?"
TIMERS = "SELECT name, due, payload FROM timers WHERE chat_id = ? ORDER BY due"
OUTGOING = "SELECT id, payload FROM outbox WHERE chat_id = ? AND state < 2 ORDER BY id"
JOBS = "SELECT id, kind, payload FROM jobs WHERE chat_id = ? ORDER BY id"


def everything(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> Everything:
    """All that is kept about a person."""
    turn, session, me, finances = connection.execute(SESSION, (chat_id,)).fetchone() or (0, None, None, None)
    return Everything(
        me={} if me is None else loads(keys.open(me, places.of_me(chat_id))),
        session=None if session is None else loads(keys.open(session, places.of_session(chat_id, turn))),
        finances={} if finances is None else orjson.loads(keys.open(finances, places.of_finances(chat_id))),
        records=records.newest(connection, keys, chat_id, records.EVERY),
        timers=tuple(_timers(connection, keys, chat_id)),
        outgoing=tuple(_outgoing(connection, keys, chat_id)),
        jobs=tuple(_jobs(connection, keys, chat_id)),
        files=attachments.all_of(connection, keys, chat_id),
    )


def _timers(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> Iterator[KeptTimer]:
    for name, due, sealed in connection.execute(TIMERS, (chat_id,)).fetchall():
        yield KeptTimer(name, from_micros(due), loads(keys.open(sealed, places.of_timer(chat_id, name))))


def _outgoing(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> Iterator[dict[str, Any]]:
    for number, sealed in connection.execute(OUTGOING, (chat_id,)).fetchall():
        yield orjson.loads(keys.open(sealed, places.of_message(chat_id, number)))


def _jobs(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> Iterator[dict[str, Any]]:
    for number, kind, sealed in connection.execute(JOBS, (chat_id,)).fetchall():
        yield {"kind": kind, **loads(keys.open(sealed, places.of_job(chat_id, number)))}
