"""Consent that is taken back: what it covered goes in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.records.purposes import Purpose, without_mood
from bot.storage import attachments, records
from bot.storage.keys import KeyRing

CONVERSATION = "wait"
"""The one timer that belongs to the running conversation."""

FORGET_RECORDS = "DELETE FROM records WHERE chat_id = ?"
CANCEL_REMINDERS = "DELETE FROM timers WHERE chat_id = ? AND name <> ?"


def withdraw(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, purposes: Sequence[Purpose]) -> list[str]:
    """Delete what the purposes covered; the ids of attachments whose bytes are to go."""
    gone: list[str] = []
    if Purpose.RECORDS in purposes:
        connection.execute(FORGET_RECORDS, (chat_id,))
        gone = attachments.remove_all(connection, chat_id)
    elif Purpose.MOOD in purposes:
        records.rewrite(connection, keys, chat_id, without_mood)
    if Purpose.REMINDERS in purposes:
        connection.execute(CANCEL_REMINDERS, (chat_id, CONVERSATION))
    return gone
