"""Operations that wait together share a commit, and not each other's failures."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from bot.errors import StaleTurn, StorageError
from bot.storage import open_storage

PUT = "INSERT INTO meta (name, value) VALUES (?, x'')"
NAMES = "SELECT name FROM meta WHERE name <> 'check' ORDER BY name"


def put(name, error=None):
    def operation(connection: sqlite3.Connection) -> str:
        connection.execute(PUT, (name,))
        if error is not None:
            raise error
        return name

    return operation


async def names(database):
    return [name for (name,) in await database.read(lambda c: c.execute(NAMES).fetchall())]


async def test_one_failing_operation_takes_only_its_own_changes_with_it(storage):
    database = storage.database
    operations = [put("a"), put("b", StaleTurn()), put("c"), put("a")]
    results = await asyncio.gather(*map(database.write, operations), return_exceptions=True)
    assert [type(result) for result in results] == [str, StaleTurn, str, StorageError]
    assert await names(database) == ["a", "c"]


async def test_waiting_operations_share_one_transaction(storage):
    begun = []
    await storage.database.alone(lambda c: c.set_trace_callback(begun.append))
    await asyncio.gather(*(storage.database.write(put(f"{n:03}")) for n in range(100)))
    await storage.database.alone(lambda c: c.set_trace_callback(None))
    assert sum(statement.startswith("COMMIT") for statement in begun) == 1


async def test_patient_operations_go_with_the_next_that_is_not(storage):
    begun = []
    await storage.database.alone(lambda c: c.set_trace_callback(begun.append))
    patient = [asyncio.create_task(storage.database.write(put(f"{n:03}"), patient=True)) for n in range(10)]
    await asyncio.sleep(0)
    assert await storage.database.read(lambda c: c.execute(NAMES).fetchall()) == []
    await storage.database.write(put("now"))
    await storage.database.alone(lambda c: c.set_trace_callback(None))
    assert all(task.done() for task in patient)
    assert sum(statement.startswith("INSERT") for statement in begun) == 11
    assert sum(statement.startswith("COMMIT") for statement in begun) == 2


async def test_patient_operations_are_kept_without_company_and_when_the_database_is_closed(storage, path):
    assert await storage.database.write(put("alone"), patient=True) == "alone"
    last = asyncio.create_task(storage.database.write(put("last"), patient=True))
    await asyncio.sleep(0)
    await storage.database.close()
    assert await last == "last"
    reader = sqlite3.connect(path)
    assert reader.execute(NAMES).fetchall() == [("alone",), ("last",)]
    reader.close()


async def test_nobody_is_answered_before_the_commit(storage, path):
    """Another connection, which sees only what is committed, already sees it when the answer comes."""
    await storage.database.write(put("seen"))
    reader = sqlite3.connect(path)
    assert reader.execute(NAMES).fetchall() == [("seen",)]
    reader.close()


async def test_when_the_commit_fails_everybody_hears_of_it_and_nothing_is_kept(storage):
    database = storage.database

    def break_the_commit(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("INSERT INTO child VALUES (1)")

    await database.write(lambda c: c.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
    await database.write(lambda c: c.execute("CREATE TABLE child (id INTEGER REFERENCES parent (id))"))
    results = await asyncio.gather(
        database.write(put("a")),
        database.write(break_the_commit),
        database.read(lambda _: 1),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [StorageError] * 3
    assert await names(database) == []
    assert await database.write(put("later")) == "later"


async def test_when_sqlite_gives_the_whole_transaction_up_nobody_is_told_it_was_kept(storage):
    """A full disk does that; here a trigger does, with the same effect."""
    database = storage.database
    await database.write(
        lambda c: c.execute(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON meta WHEN new.name = 'full'"
            " BEGIN SELECT raise(ROLLBACK, 'disk is full'); END"
        )
    )
    results = await asyncio.gather(*(database.write(put(name)) for name in ("a", "full", "b")), return_exceptions=True)
    assert [type(result) for result in results] == [StorageError] * 3
    assert await names(database) == []


async def test_an_operation_nobody_waits_for_any_more_is_not_begun(storage):
    waiting = asyncio.ensure_future(storage.database.write(put("given up")))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert await names(storage.database) == []


async def test_the_event_loop_goes_on_while_the_disk_is_slow(storage):
    free = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(connection: sqlite3.Connection) -> None:
        # Ends only when the event loop has run something meanwhile.
        asyncio.run_coroutine_threadsafe(free.wait(), loop).result(timeout=10)

    writing = asyncio.ensure_future(storage.database.write(slow))
    await asyncio.sleep(0)
    free.set()
    await writing


async def test_closing_finishes_what_waits_and_refuses_what_comes_after(path, keys):
    async with open_storage(path, keys) as storage:
        waiting = [asyncio.ensure_future(storage.database.write(put(f"{n:03}"))) for n in range(20)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*waiting) == [f"{n:03}" for n in range(20)]
    with pytest.raises(StorageError, match="closed"):
        await storage.database.write(put("late"))
    async with open_storage(path, keys) as storage:
        assert len(await names(storage.database)) == 20
