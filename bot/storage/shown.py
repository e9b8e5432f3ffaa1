"""Which messages stand in a chat, so that they can be taken away on request."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

REACH = timedelta(hours=48)
"""How old a message may be for a bot to take it away (Bot API, deleteMessages)."""

_REACH = REACH // timedelta(microseconds=1)

ADD = """
INSERT OR REPLACE INTO shown (chat_id, message_id, at)
SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM sessions WHERE chat_id = ?1)"""
WITHIN_REACH = "SELECT message_id FROM shown WHERE chat_id = ? AND at > ? ORDER BY message_id"
FORGET = "DELETE FROM shown WHERE chat_id = ? AND message_id = ?"


def remember(connection: sqlite3.Connection, chat_id: int, message_id: int, now: int) -> None:
    """A message stands in the chat; of somebody who has just erased everything not even that is noted."""
    connection.execute(ADD, (chat_id, message_id, now))


def within_reach(connection: sqlite3.Connection, chat_id: int, now: int) -> tuple[int, ...]:
    """The messages that can still be taken away."""
    return tuple(number for (number,) in connection.execute(WITHIN_REACH, (chat_id, now - _REACH)))


def forget(connection: sqlite3.Connection, chat_id: int, message_ids: Sequence[int]) -> None:
    """These messages are gone from the chat."""
    connection.executemany(FORGET, [(chat_id, number) for number in message_ids])
