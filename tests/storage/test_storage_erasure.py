"""Whoever erases their data is in no file any more: not in the database, its log, or any copy of it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.conversation.values import NewRecord, Outgoing, Timer
from bot.safety.retention import Retention
from bot.storage import KeyRing, Storage, open_storage
from bot.storage.backup import back_up
from bot.storage.erasure import TABLES, clean_copies, copies
from bot.storage.upkeep import prune

SEALED = ("payload", "session", "me", "me_after", "finances", "body")


async def tell_much(chat, now) -> None:
    await chat.turn(
        Outgoing("send", "waits", tag="q"),
        me=os.urandom(200),
        records=tuple(NewRecord("contact", now, {"words": os.urandom(300).hex()}) for _ in range(5)),
        timers=(Timer("t", now, {"flow": "x"}),),
    )
    await chat.say("still waiting")


async def sealed_bytes(storage: Storage, chat_id: int) -> list[bytes]:
    """The sealed values of a chat in every table."""

    def read(connection: sqlite3.Connection) -> list[bytes]:
        found: list[bytes] = []
        for (table,) in connection.execute(TABLES).fetchall():
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for column in set(names) & set(SEALED):
                rows = connection.execute(f"SELECT {column} FROM {table} WHERE chat_id = ?", (chat_id,)).fetchall()
                found += [value for (value,) in rows if value]
        return found

    return await storage.database.read(read)


def raw(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def pieces(values: list[bytes]) -> list[bytes]:
    """Every sealed value in pieces of 16 bytes, without the head all values share."""
    return [value[at : at + 16] for value in values for at in range(5, len(value) - 16, 16)]


async def test_after_erasing_no_byte_is_left_in_database_log_or_backups(storage, chat_of, path, now):
    folder = path.parent
    others = [chat_of(storage, n) for n in range(100, 130)]
    chat = chat_of(storage, 7)
    for someone in (*others, chat):
        await tell_much(someone, now)
    seen = await sealed_bytes(storage, 7)
    for day in range(3):
        await back_up(storage.database, folder / "backups", now + timedelta(days=day), keep=7)
        await tell_much(chat, now)
        seen += await sealed_bytes(storage, 7)
    assert any(piece in raw(folder) for piece in pieces(seen))
    kept = [await someone.load() for someone in others]

    await storage.store.commit(chat.commit_of(await chat.load(), erase=True, session=None))
    assert await clean_copies(storage.database, folder / "backups") == 1

    left = raw(folder)
    assert [piece for piece in pieces(seen) if piece in left] == []
    assert [await someone.load() for someone in others] == kept
    for copy in copies(path, folder / "backups"):
        with closing(sqlite3.connect(copy)) as opened:
            for (table,) in opened.execute(TABLES).fetchall():
                assert opened.execute(f"SELECT count(*) FROM {table} WHERE chat_id = 7").fetchone() == (0,)
            assert opened.execute("SELECT count(*) FROM records").fetchone() == (150,)
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_crash_between_erasing_and_cleaning_only_delays_it(path, keys, chat_of, now):
    backups = path.parent / "backups"
    async with open_storage(path, keys, clock=lambda: now) as storage:
        chat = chat_of(storage, 7)
        await tell_much(chat, now)
        await back_up(storage.database, backups, now)
        await storage.store.commit(chat.commit_of(await chat.load(), erase=True, session=None))
    async with open_storage(path, keys, clock=lambda: now) as storage:
        assert await clean_copies(storage.database, backups) == 1
        assert await clean_copies(storage.database, backups) == 0
        assert await storage.database.read(lambda c: c.execute("SELECT count(*) FROM erasures").fetchone()) == (0,)
    with closing(sqlite3.connect(copies(path, backups)[0])) as copy:
        assert copy.execute("SELECT count(*) FROM records").fetchone() == (0,)


async def test_a_cleaned_backup_still_opens_with_the_key_and_holds_the_others(storage, keys, chat_of, path, now):
    backups = path.parent / "backups"
    for number in (7, 8):
        await tell_much(chat_of(storage, number), now)
    made = await back_up(storage.database, backups, now)
    gone = chat_of(storage, 7)
    await storage.store.commit(gone.commit_of(await gone.load(), erase=True, session=None))
    await clean_copies(storage.database, backups)
    async with open_storage(made, keys) as restored:
        assert await restored.store.load(7) is None
        assert await restored.store.load(8) == await chat_of(storage, 8).load()


async def test_a_copy_that_cannot_be_cleaned_is_deleted_and_the_others_are_cleaned(storage, chat_of, path, now):
    backups = path.parent / "backups"
    chat = chat_of(storage, 7)
    await tell_much(chat, now)
    broken = await back_up(storage.database, backups, now)
    whole = await back_up(storage.database, backups, now + timedelta(days=1))
    broken.write_bytes(b"SQLite format 3\0" + os.urandom(8000))
    await storage.store.commit(chat.commit_of(await chat.load(), erase=True, session=None))
    await clean_copies(storage.database, backups)
    assert copies(path, backups) == [whole]


async def test_the_copy_left_before_a_migration_is_cleaned_too(path, keys, chat_of, now):
    """It has the tables of its own version."""
    async with open_storage(path, keys, clock=lambda: now) as storage:
        chat = chat_of(storage, 7)
        await tell_much(chat, now)
        older = path.with_name(f"{path.name}.version-0001")
        await storage.database.alone(lambda c: c.execute("VACUUM INTO ?", (str(older),)))
        with closing(sqlite3.connect(older)) as opened:
            opened.execute("DROP TABLE erasures")
            opened.execute("DROP TABLE timers")
        await storage.store.commit(chat.commit_of(await chat.load(), erase=True, session=None))
        await clean_copies(storage.database, path.parent / "backups")
    with closing(sqlite3.connect(older)) as opened:
        assert opened.execute("SELECT count(*) FROM records").fetchone() == (0,)


async def test_every_table_that_holds_people_seals_what_they_said(storage):
    """A new table is erased by itself, because it has a chat_id; this says so of all there are now."""
    tables = [name for (name,) in await storage.database.read(lambda c: c.execute(TABLES).fetchall())]
    assert {"inbox", "sessions", "records", "outbox", "messages", "timers", "jobs", "attachments", "erasures"} <= set(
        tables
    )
    assert "meta" not in tables


async def test_somebody_who_stayed_away_too_long_is_erased_and_cleaned_from_copies(storage, chat_of, path, now):
    away, here = chat_of(storage, 7), chat_of(storage, 8)
    for chat in (away, here):
        await tell_much(chat, now)
    await storage.database.write(
        lambda c: c.execute("UPDATE sessions SET seen_at = seen_at - 86400000000 WHERE chat_id = 7")
    )
    assert await storage.store.forget_absent(now - timedelta(days=2)) == 0
    assert await storage.store.forget_absent(now) == 1
    assert await sealed_bytes(storage, 7) == []
    assert await sealed_bytes(storage, 8) != []
    assert await clean_copies(storage.database, path.parent / "backups") == 1


async def test_without_leave_to_keep_it_what_was_said_goes_with_the_idle_conversation(chat, now):
    await chat.turn(me=b'{"reason":"told"}', me_after=b"{}")
    await chat.turn()
    await prune(chat.storage.database, now + timedelta(days=30))
    assert await chat.storage.store.me(7) == b'{"reason":"told"}'
    await prune(chat.storage.database, now + timedelta(days=31))
    assert await chat.storage.store.me(7) == b"{}"


async def test_with_leave_it_stays(chat, now):
    await chat.turn(me=b'{"reason":"told"}', me_after=b"{}")
    await chat.turn(me=b'{"reason":"told","consent_records":true}')
    await prune(chat.storage.database, now + timedelta(days=31))
    assert await chat.storage.store.me(7) == b'{"reason":"told","consent_records":true}'


async def test_how_long_a_conversation_stays_is_a_setting(chat, now):
    await chat.turn(me=b"{}")
    assert (await prune(chat.storage.database, now + timedelta(days=2), Retention(conversation=3))).sessions == 0
    assert (await prune(chat.storage.database, now + timedelta(days=4), Retention(conversation=3))).sessions == 1


async def test_an_erasure_is_noted_without_touching_a_key(tmp_path, now, chat_of):
    """Cleaning needs no key: a backup sealed with a key that was retired since is cleaned as well."""
    keys = KeyRing.load_or_create(tmp_path / "key")
    path = tmp_path / "bot.sqlite3"
    async with open_storage(path, keys, clock=lambda: now) as storage:
        chat = chat_of(storage, 7)
        await tell_much(chat, now)
        made = await back_up(storage.database, tmp_path / "backups", now)
        await storage.store.commit(chat.commit_of(await chat.load(), erase=True, session=None))
        (tmp_path / "key").unlink()
        await clean_copies(storage.database, tmp_path / "backups")
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("SELECT count(*) FROM records").fetchone() == (0,)
