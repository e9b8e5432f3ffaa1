"""The two halves of a turn as SQL: what is loaded before it and what is kept after it."""

from __future__ import annotations

import sqlite3

from bot.conversation.values import Commit, InboxRow, Sendable, Snapshot
from bot.errors import StaleTurn
from bot.records.entry import AT_HAND
from bot.storage import attachments, erasure, inbox, jobs, places, queue, records, shown, timers
from bot.storage.keys import KeyRing
from bot.storage.numbering import Numbering
from bot.storage.withdrawal import withdraw

OLDEST = """
SELECT inbox.update_id, inbox.payload, sessions.turn, sessions.session, sessions.me, sessions.finances,
       (SELECT count(*) FROM inbox AS others WHERE others.chat_id = ?1 AND others.done_at IS NULL),
       EXISTS (SELECT 1 FROM records WHERE records.chat_id = ?1)
FROM inbox LEFT JOIN sessions ON sessions.chat_id = inbox.chat_id
WHERE inbox.chat_id = ?1 AND inbox.done_at IS NULL
ORDER BY inbox.arrival LIMIT 1"""

STORED_TURN = "SELECT turn FROM sessions WHERE chat_id = ?"

KEEP = """
INSERT INTO sessions (chat_id, turn, seen_at, session, me, me_after) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (chat_id) DO UPDATE SET turn = excluded.turn, seen_at = excluded.seen_at, blocked_at = NULL,
    session = coalesce(excluded.session, sessions.session), me = coalesce(excluded.me, sessions.me),
    me_after = CASE WHEN excluded.me IS NULL THEN sessions.me_after ELSE excluded.me_after END"""

KEEP_FINANCES = "UPDATE sessions SET finances = ?, finances_stay = ? WHERE chat_id = ?"

ME = "SELECT me FROM sessions WHERE chat_id = ?"
ABSENT = "SELECT chat_id FROM sessions WHERE seen_at < ? LIMIT 500"
BLOCKED = "UPDATE sessions SET blocked_at = ? WHERE chat_id = ?"


def load(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> Snapshot | None:
    """The oldest waiting update of a chat with all a turn needs."""
    found = connection.execute(OLDEST, (chat_id,)).fetchone()
    if found is None:
        return None
    update_id, payload, turn, session, me, finances, waiting, has_records = found
    return Snapshot(
        row=InboxRow(update_id, chat_id, keys.open(payload, places.of_update(chat_id, update_id))),
        session=None if session is None else keys.open(session, places.of_session(chat_id, turn)),
        me=None if me is None else keys.open(me, places.of_me(chat_id)),
        records=records.newest(connection, keys, chat_id, AT_HAND) if has_records else (),
        waiting=waiting - 1,
        finances=None if finances is None else keys.open(finances, places.of_finances(chat_id)),
    )


def commit(
    connection: sqlite3.Connection, keys: KeyRing, numbers: Numbering, turn: Commit, now: int, *, at_once: bool
) -> tuple[Sendable | None, list[str]]:
    """Keep a turn; its first message when it may go out ``at_once``, and the ids of attachments whose bytes are to go.

    Raises StaleTurn when another was kept since it was loaded, or its update is done.
    """
    chat_id = turn.row.chat_id
    if _stored_turn(connection, chat_id) != turn.before:
        raise StaleTurn
    inbox.finish(connection, turn.row, now)
    gone = erase(connection, chat_id, now) if turn.erase else []
    if turn.withdraw:
        gone += withdraw(connection, chat_id, turn.withdraw)
    at_turn = _keep_session(connection, keys, turn, now)
    if turn.finances is not None:
        _keep_finances(connection, keys, chat_id, turn.finances, turn.finances_stay)
    if turn.records:
        records.add(connection, keys, chat_id, turn.records)
    if turn.heard and not turn.erase:
        shown.remember(connection, chat_id, turn.heard, now)
    timers.cancel(connection, chat_id, turn.cancel)
    timers.put(connection, keys, chat_id, turn.timers)
    jobs.add(connection, keys, numbers, chat_id, turn.jobs, now)
    attachments.stay(connection, chat_id, turn.keep)
    gone += attachments.remove(connection, chat_id, turn.drop)
    if turn.hush:
        queue.drop_patient(connection, chat_id)
    # Where something has to be done after this, it may fail: then nobody would send what is marked as being sent.
    at_once = at_once and not (gone or turn.erase or turn.withdraw)
    return queue.add(connection, keys, numbers, chat_id, at_turn, turn.outgoing, now, at_once=at_once), gone


def erase(connection: sqlite3.Connection, chat_id: int, now: int) -> list[str]:
    """Remove everything of a chat from every table, and note that copies still have it.

    Gives the ids of attachments whose bytes are to go.
    """
    inbox.finish_all(connection, chat_id, now)
    gone = attachments.remove_all(connection, chat_id)
    erasure.remove_rows(connection, chat_id)
    erasure.remember(connection, chat_id)
    return gone


def me(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> bytes | None:
    """What is known about a person."""
    row = connection.execute(ME, (chat_id,)).fetchone()
    return None if row is None or row[0] is None else keys.open(row[0], places.of_me(chat_id))


def absent(connection: sqlite3.Connection, before: int) -> list[int]:
    """Some of the people who were last here before a moment."""
    return [chat_id for (chat_id,) in connection.execute(ABSENT, (before,))]


def block(connection: sqlite3.Connection, chat_id: int, now: int) -> None:
    """Drop what waits for somebody who blocked the bot; what they told stays."""
    connection.execute(BLOCKED, (now, chat_id))
    timers.cancel_all(connection, chat_id)
    queue.drop_waiting(connection, chat_id)


def _stored_turn(connection: sqlite3.Connection, chat_id: int) -> int:
    row: tuple[int] | None = connection.execute(STORED_TURN, (chat_id,)).fetchone()
    return 0 if row is None else row[0]


def _keep_session(connection: sqlite3.Connection, keys: KeyRing, turn: Commit, now: int) -> int:
    """Write session and me; the turn of the session that is stored now."""
    chat_id = turn.row.chat_id
    stored = turn.turn if turn.session is not None else 0 if turn.erase else turn.before
    session = None if turn.session is None else keys.pack(turn.session, places.of_session(chat_id, stored))
    me = None if turn.me is None else keys.seal(turn.me, places.of_me(chat_id))
    after = None if turn.me_after is None else keys.seal(turn.me_after, places.of_me(chat_id))
    if not (turn.erase and session is None and me is None):
        connection.execute(KEEP, (chat_id, stored, now, session, me, after))
    return stored


def _keep_finances(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, value: bytes, stay: bool) -> None:
    """Write what is kept of a person's money, behind the session it goes with."""
    sealed = keys.pack(value, places.of_finances(chat_id)) if value else None
    connection.execute(KEEP_FINANCES, (sealed, stay and sealed is not None, chat_id))
