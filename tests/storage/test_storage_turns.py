"""A turn is kept whole or not at all, in order, once."""

from __future__ import annotations

import asyncio
import filecmp
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.values import InboxRow, NewRecord, Outgoing, Timer
from bot.errors import StaleTurn, StorageError
from bot.storage import KeyRing, open_storage

FULL = 2
"""What SQLite calls `synchronous = FULL`."""

TABLES = ("inbox", "sessions", "records", "outbox", "messages", "timers")


async def rows_of(storage, table):
    return await storage.database.read(lambda c: c.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall())


async def test_a_turn_comes_back_as_it_was_kept(chat, now):
    await chat.turn(me=b"{}", records=(NewRecord("call", now, {"who": "银行", "times": 3}),))
    row = await chat.say("next")
    snapshot = await chat.load()
    assert (snapshot.row, snapshot.session, snapshot.me) == (row, b'{"turn":1}', b"{}")
    (record,) = snapshot.records
    assert (record.number, record.kind, record.at, record.body) == (
        1,
        "call",
        now,
        {"who": "银行", "times": 3},
    )


async def test_an_update_that_comes_twice_is_taken_once_also_after_it_was_handled(chat):
    row = await chat.say()
    assert await chat.storage.store.receive([row]) == []
    await chat.storage.store.commit(chat.commit_of(await chat.load()))
    assert await chat.storage.store.receive([row]) == []
    assert await chat.storage.store.load(chat.id) is None


async def test_updates_are_handled_in_the_order_they_came_even_when_their_ids_start_again(chat):
    store = chat.storage.store
    await store.receive([InboxRow(n, chat.id, b"%d" % n) for n in (900, 901, 5, 6)])
    handled = []
    for waiting in (3, 2, 1, 0):
        snapshot = await chat.load()
        assert snapshot.waiting == waiting
        handled.append(snapshot.row.update_id)
        await store.commit(chat.commit_of(snapshot))
    assert handled == [900, 901, 5, 6]


async def test_a_turn_worked_out_on_an_older_session_is_refused_and_leaves_nothing(chat):
    await chat.say("one")
    await chat.say("two")
    snapshot = await chat.load()
    await chat.storage.store.commit(chat.commit_of(snapshot, Outgoing("send", "first")))
    late = chat.commit_of(await chat.load(), Outgoing("send", "second"), before=0)
    with pytest.raises(StaleTurn):
        await chat.storage.store.commit(late)
    assert await chat.texts() == ["first"]
    assert (await chat.load()).row.payload == b"two"


async def test_an_update_that_is_done_cannot_be_committed_again(chat):
    await chat.say()
    snapshot = await chat.load()
    only_a_word = chat.commit_of(snapshot, Outgoing("send", "once"), session=None)
    await chat.storage.store.commit(only_a_word)
    with pytest.raises(StaleTurn):
        await chat.storage.store.commit(only_a_word)
    assert await chat.texts() == ["once"]


async def test_a_commit_without_session_or_me_leaves_both_and_the_turn_as_they_are(chat):
    await chat.turn(me=b'{"voice":"soft"}')
    await chat.turn(session=None)
    await chat.say()
    snapshot = await chat.load()
    assert (snapshot.session, snapshot.me) == (b'{"turn":1}', b'{"voice":"soft"}')
    await chat.storage.store.commit(chat.commit_of(snapshot))


@pytest.mark.parametrize("table", TABLES)
async def test_a_failure_in_the_middle_leaves_nothing_of_a_turn(chat, now, table):
    """Each table in turn refuses to be written: whatever was written before it is gone as well."""
    first = await chat.turn(Outgoing("send", "q", tag="q"), timers=(Timer("old", now),))
    await chat.storage.outbox.sent(await chat.took(), 1, now)
    await chat.say()
    before = {name: await rows_of(chat.storage, name) for name in TABLES}
    turn = chat.commit_of(
        await chat.load(),
        Outgoing("send", "more"),
        timers=(Timer("new", now),),
        cancel=("old",),
        records=(NewRecord("call", now, {}),),
        erase=table == "messages",
    )

    def refuse(c: sqlite3.Connection) -> None:
        for event in ("INSERT", "UPDATE", "DELETE"):
            c.execute(
                f"CREATE TEMP TRIGGER refuse_{event} BEFORE {event} ON {table} BEGIN SELECT raise(FAIL, 'no room'); END"
            )

    await chat.storage.database.write(refuse)
    with pytest.raises(StorageError, match="no room"):
        await chat.storage.store.commit(turn)
    assert {name: await rows_of(chat.storage, name) for name in TABLES} == before
    assert first.turn == 1


async def test_what_was_kept_is_there_after_closing_and_opening(path, keys, chat_of, now):
    async with open_storage(path, keys) as storage:
        await chat_of(storage, 7).turn(Outgoing("send", "kept"))
        await chat_of(storage, 8).say("waiting")
    async with open_storage(path, keys) as storage:
        assert await storage.store.unhandled() == [8]
        assert await storage.outbox.unsent() == [7]
        assert await chat_of(storage, 7).texts() == ["kept"]


async def test_records_are_numbered_for_each_person_and_the_newest_fifty_are_loaded(chat, chat_of, now):
    records = tuple(NewRecord("call", now + timedelta(minutes=n), {"n": n}) for n in range(60))
    await chat.turn(records=records[:30])
    await chat_of(chat.storage, 8).turn(records=records[:1])
    await chat.turn(records=records[30:])
    await chat.say()
    loaded = (await chat.load()).records
    assert [record.number for record in loaded] == list(range(11, 61))
    assert [record.body["n"] for record in loaded] == list(range(10, 60))
    everything = await chat.storage.store.all_records(chat.id)
    assert [record.number for record in everything] == list(range(1, 61))


async def test_erasing_leaves_nothing_of_the_person_and_everything_of_others(chat, chat_of, now):
    other = chat_of(chat.storage, 8)
    for someone in (chat, other):
        await someone.turn(
            Outgoing("send", "a", tag="a"),
            Outgoing("send", "b"),
            me=b"{}",
            records=(NewRecord("call", now, {}),),
            timers=(Timer("t", now),),
        )
        await chat.storage.outbox.sent(await someone.took(), 1, now)
    others = {name: await rows_of(chat.storage, name) for name in TABLES}
    waiting = await chat.say("behind")
    erased = await chat.turn(erase=True, session=None)
    for name in TABLES[1:]:
        kept = [row for row in others[name] if row[0] == other.id]
        assert await rows_of(chat.storage, name) == kept
    assert chat.id not in {row[2] for row in await rows_of(chat.storage, "inbox")}
    assert await chat.storage.store.receive([erased.row, waiting]) == []


async def test_an_erasing_turn_keeps_what_it_brings_itself(chat):
    await chat.turn(Outgoing("send", "old"))
    await chat.turn(Outgoing("send", "all gone"), erase=True)
    assert await chat.texts() == ["all gone"]
    await chat.say()
    assert (await chat.load()).session == b'{"turn":2}'


async def test_a_message_on_its_way_while_its_person_is_erased_leaves_no_trace(chat, now):
    await chat.turn(Outgoing("send", "old", tag="old"))
    on_its_way = await chat.took()
    await chat.turn(erase=True, session=None)
    assert await chat.storage.outbox.sent(on_its_way, 5, now) is None
    assert await rows_of(chat.storage, "messages") == []


async def test_after_erasing_no_byte_of_the_person_is_in_any_file(chat, path, now):
    """Texts never are, for they are sealed; here the sealed bytes and the plain columns are looked for."""
    await chat.turn(
        Outgoing("send", "planted words" * 40, tag="planted tag"),
        Outgoing("send", "more"),
        session=b'{"turn":1,"x":"' + b"planted words" * 900 + b'"}',
        me=b"planted words",
        records=(NewRecord("planted kind", now, {"text": "planted words"}),),
        timers=(Timer("planted timer", now, {"text": "planted words"}),),
    )
    await chat.storage.outbox.sent(await chat.took(), 1, now)
    sealed = [
        cell[30:62]
        for name in TABLES[1:]
        for row in await rows_of(chat.storage, name)
        for cell in row
        if isinstance(cell, bytes) and cell
    ]
    assert len(sealed) >= 5
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert all(blob in content for blob in sealed)
    assert b"planted tag" in content
    assert b"planted words" not in content

    await chat.turn(erase=True, session=None)
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert not any(blob in content for blob in sealed)
    assert b"planted" not in content


async def test_a_hundred_chats_at_once_lose_and_mix_nothing(storage, chat_of):
    async def talk(chat_id: int) -> list[str]:
        chat = chat_of(storage, chat_id)
        texts = []
        for n in range(5):
            await chat.turn(Outgoing("send", f"{chat_id}:{n}"), Outgoing("send", f"{chat_id}:{n}b"))
            texts += await chat.texts()
        return texts

    talks = await asyncio.gather(*(talk(n) for n in range(1, 101)))
    for chat_id, texts in enumerate(talks, start=1):
        assert texts == [f"{chat_id}:{n}{half}" for n in range(5) for half in ("", "b")]
    assert await storage.store.unhandled() == []
    assert await storage.outbox.unsent() == []


async def test_the_database_is_for_one_process_at_a_time(storage, path: Path, keys: KeyRing):
    with pytest.raises(StorageError, match="Another process has"):
        async with open_storage(path, keys, patience=0.05):
            pass


async def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, keys: KeyRing):
    shutil.copy(__file__, path)
    with pytest.raises(StorageError, match="cannot be opened"):
        async with open_storage(path, keys):
            pass
    assert filecmp.cmp(__file__, path, shallow=False)


async def test_a_commit_waits_until_the_disk_has_it(storage):
    """The settings that make a reported commit survive a power cut."""
    settings = await storage.database.alone(
        lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    )
    assert settings == ["wal", FULL]


async def test_only_the_owner_may_read_the_files(storage, chat, path: Path):
    await chat.turn()
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


async def test_a_persons_money_is_kept_until_a_turn_changes_or_removes_it(chat):
    await chat.turn(finances=b"1", finances_stay=True)
    await chat.turn()
    await chat.say()
    snapshot = await chat.load()
    assert snapshot.finances == b"1"
    await chat.storage.store.commit(chat.commit_of(snapshot, finances=b""))
    await chat.say()
    assert (await chat.load()).finances is None


async def test_a_persons_money_is_sealed_and_erased_with_the_rest(chat, path):
    await chat.turn(finances=b"twenty-three thousand", finances_stay=True)
    stored = await chat.storage.database.read(lambda c: c.execute("SELECT finances FROM sessions").fetchall())
    assert b"twenty" not in stored[0][0]
    await chat.turn(erase=True, session=None, turn=0)
    assert await rows_of(chat.storage, "sessions") == []
