"""Numbers given to new rows: one process alone writes the file, so they are read once and counted here."""

from __future__ import annotations

import sqlite3

LAST_ARRIVAL = "SELECT coalesce(max(arrival), 0) FROM inbox"
LAST_OUTGOING = "SELECT coalesce(max(id), 0) FROM outbox"
LAST_JOB = "SELECT coalesce(max(id), 0) FROM jobs"
LOWEST_UPDATE = "SELECT coalesce(min(update_id), 0) FROM inbox"


class Numbering:
    """The last numbers given; used on the connection's thread only."""

    __slots__ = ("_arrival", "_job", "_outgoing", "_wake")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._arrival = _number(connection, LAST_ARRIVAL)
        self._outgoing = _number(connection, LAST_OUTGOING)
        self._job = _number(connection, LAST_JOB)
        self._wake = min(0, _number(connection, LOWEST_UPDATE))

    def arrival(self) -> int:
        """The place of the next inbox row in the order of arrival."""
        self._arrival += 1
        return self._arrival

    def outgoing(self) -> int:
        """The id of the next outbox row."""
        self._outgoing += 1
        return self._outgoing

    def job(self) -> int:
        """The id of the next job."""
        self._job += 1
        return self._job

    def wake(self) -> int:
        """The next update id of a timer: negative, where Telegram's are positive."""
        self._wake -= 1
        return self._wake


def _number(connection: sqlite3.Connection, query: str) -> int:
    row: tuple[int] = connection.execute(query).fetchone()
    return row[0]
