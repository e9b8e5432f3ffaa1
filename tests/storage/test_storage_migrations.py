"""A database of any earlier version becomes the same as a fresh one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DatabaseTooNew, StorageError
from bot.storage import KeyRing, open_storage
from bot.storage.key_file import Key
from bot.storage.migration import migrate, migrations, version_of

SNAPSHOTS = sorted(Path(__file__).with_name("snapshots").glob("*.sql"))
"""A database of each version with somebody in it, as `.dump` writes it, sealed with SAMPLE_KEY."""

SAMPLE_KEY = Key(bytes(range(4)), bytes(range(32)))

FINANCES = b'{"counted":1}'
"""What is kept of the person's money in the snapshots that have it: from version 2 on."""

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as opened:
        yield opened


def write(folder: Path, **files: str) -> Path:
    for name, sql in files.items():
        (folder / f"{name[1:]}.sql").write_text(sql)
    return folder


def test_there_is_a_snapshot_of_every_version():
    assert [int(path.stem) for path in SNAPSHOTS] == list(migrations())


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
async def test_a_database_of_each_version_opens_and_is_then_like_a_fresh_one(snapshot, path, tmp_path, chat_of):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(snapshot.read_text("utf-8"))
    keys = KeyRing([SAMPLE_KEY])
    async with open_storage(path, keys) as migrated, open_storage(tmp_path / "fresh", keys) as fresh:
        schemas = [await each.database.read(lambda c: c.execute(SCHEMA).fetchall()) for each in (migrated, fresh)]
        assert schemas[0] == schemas[1]
        snapshot_of_turn = await migrated.store.load(7)
        assert snapshot_of_turn is not None
        assert snapshot_of_turn.row.payload == "等等".encode()
        assert snapshot_of_turn.session == b'{"turn":1}'
        assert snapshot_of_turn.records[0].body == {"who": "银行"}
        assert snapshot_of_turn.finances == (FINANCES if int(snapshot.stem) >= 2 else None)
        assert await chat_of(migrated, 7).texts() == ["现在多紧张？"]
        assert await migrated.store.next_due() is not None


def test_migrations_are_applied_in_order_once(connection, tmp_path):
    known = migrations(
        write(
            tmp_path,
            _0001_a="CREATE TABLE a (x);",
            _0002_b="ALTER TABLE a ADD y;\nINSERT INTO a VALUES (1, ';');",
        )
    )
    assert migrate(connection, known) == 2
    assert migrate(connection, known) == 2
    assert connection.execute("SELECT * FROM a").fetchall() == [(1, ";")]


def test_a_migration_that_fails_changes_nothing(connection, tmp_path):
    known = migrations(write(tmp_path, _0001_a="CREATE TABLE a (x);", _0002_b="DROP TABLE a; SELECT nonsense;"))
    with pytest.raises(StorageError, match="0002 failed"):
        migrate(connection, known)
    assert version_of(connection) == 1
    assert connection.execute("SELECT count(*) FROM a").fetchone() == (0,)


def test_before_an_older_database_is_migrated_a_copy_is_left(connection, tmp_path):
    first = migrations(write(tmp_path, _0001_a="CREATE TABLE a (x);"))
    migrate(connection, first)
    connection.execute("INSERT INTO a VALUES (1)")
    migrate(connection, migrations(write(tmp_path, _0002_b="DROP TABLE a;")))
    copy = tmp_path / "bot.sqlite3.version-0001"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as old:
        assert version_of(old) == 1
        assert old.execute("SELECT * FROM a").fetchall() == [(1,)]


def test_a_gap_in_the_numbers_is_refused(tmp_path):
    with pytest.raises(StorageError, match="without gaps"):
        migrations(write(tmp_path, _0001_a="SELECT 1;", _0003_b="SELECT 1;"))


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(path, keys, chat_of):
    async with open_storage(path, keys) as storage:
        await chat_of(storage, 7).turn()
        await storage.database.alone(lambda c: c.execute(f"PRAGMA user_version = {max(migrations()) + 1}"))
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNew):
        async with open_storage(path, keys):
            pass
    assert path.read_bytes() == before
