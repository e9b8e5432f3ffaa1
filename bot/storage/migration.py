"""Brings a database to the schema of this program: numbered SQL files, each in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import DatabaseTooNew, StorageError

FOLDER = Path(__file__).parent / "migrations"


def migrations(folder: Path = FOLDER) -> Mapping[int, str]:
    """The SQL of each version, ascending. Raises StorageError where a number is missing or doubled."""
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    found = [int(file.name[:4]) for file in files]
    if not found or found != list(range(1, len(found) + 1)):
        raise StorageError(f"Migrations must count 0001, 0002, … without gaps; found {found} in {folder}.")
    return dict(zip(found, (file.read_text("utf-8") for file in files), strict=True))


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of a database; 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def refuse_newer(connection: sqlite3.Connection, known: Mapping[int, str]) -> None:
    """Raise DatabaseTooNew for a file this program is too old for."""
    if version_of(connection) > max(known):
        raise DatabaseTooNew


def migrate(connection: sqlite3.Connection, known: Mapping[int, str]) -> int:
    """Apply what is missing; give the version. Raises DatabaseTooNew, or StorageError when a step fails."""
    refuse_newer(connection, known)
    if 0 < version_of(connection) < max(known):
        _keep_copy(connection, version_of(connection))
    for version in range(version_of(connection) + 1, max(known) + 1):
        _apply(connection, version, known[version])
    return max(known)


def _keep_copy(connection: sqlite3.Connection, version: int) -> None:
    """Leave a copy of an older file beside it, to go back with to the program it was made by."""
    _, _, file = connection.execute("PRAGMA database_list").fetchone()
    copy = Path(f"{file}.version-{version:04}")
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    connection.execute("VACUUM INTO ?", (str(copy),))


def _apply(connection: sqlite3.Connection, version: int, script: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.execute("ROLLBACK")
        raise StorageError(f"Migration {version:04} failed and changed nothing: {error}.") from error


def _statements(script: str) -> Iterator[str]:
    """One statement at a time: sqlite3's own executescript would commit half-way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
