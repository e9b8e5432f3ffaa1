"""The shape of every flow version that ever ran, so that a session standing on an old one can be moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import orjson

from bot.storage.database import Database

PREFIX = "flow:"
KEEP = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
ALL = "SELECT name, value FROM meta WHERE name LIKE 'flow:%'"

Shape = dict[str, str]


async def learn(database: Database, shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """Keep the shapes of today's versions; give all that are known, by version."""

    def keep_and_read(connection: sqlite3.Connection) -> dict[str, Shape]:
        rows = [(PREFIX + version, orjson.dumps(shape)) for version, shape in shapes.items()]
        connection.executemany(KEEP, rows)
        return {name.removeprefix(PREFIX): orjson.loads(value) for name, value in connection.execute(ALL)}

    return await database.write(keep_and_read)
