"""Backups are whole, private and made while turns go on."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.conversation.values import Outgoing
from bot.errors import StorageError
from bot.storage import open_storage
from bot.storage.backup import back_up, backups


async def test_a_backup_opens_with_the_same_key_and_holds_the_same(chat, chat_of, keys, tmp_path, now):
    await chat.turn(Outgoing("send", "waits"), me=b"{}")
    await chat.say("next")
    made = await back_up(chat.storage.database, tmp_path / "backups", now)
    assert made.name == "bot-20260302T090000Z.sqlite3"
    assert made.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in made.parent.iterdir()] == [made.name]
    async with open_storage(made, keys) as restored:
        assert await restored.store.load(chat.id) == await chat.load()
        assert await chat_of(restored, chat.id).texts() == ["waits"]


async def test_turns_go_on_during_a_backup_which_shows_one_moment(storage, chat_of, tmp_path, now, monkeypatch):
    """Every turn changes two tables; in the copy, made in many steps, both are of the same moment."""
    monkeypatch.setattr("bot.storage.backup.STEP_PAGES", 4)
    chats = [chat_of(storage, n) for n in range(1, 6)]
    for chat in chats:
        await chat.turn(Outgoing("send", "x" * 20_000), session=b'{"turn":1,"x":"' + b"%d" % chat.id * 9000 + b'"}')
    copying = asyncio.ensure_future(back_up(storage.database, tmp_path, now))
    turns = 0
    while not copying.done() and turns < 1000:
        await asyncio.gather(*(chat.turn(Outgoing("send", "y" * 20_000)) for chat in chats))
        turns += 1
    with closing(sqlite3.connect(await copying)) as copy:
        kept = copy.execute(
            "SELECT turn, (SELECT count(*) FROM outbox WHERE outbox.chat_id = sessions.chat_id) FROM sessions"
        ).fetchall()
    assert 1 < turns < 1000
    assert len(kept) == 5
    assert all(turn == messages for turn, messages in kept)
    assert max(turn for turn, _ in kept) < turns


async def test_only_the_newest_backups_are_kept(storage, tmp_path, now):
    made = [await back_up(storage.database, tmp_path, now + timedelta(hours=n), keep=3) for n in range(5)]
    assert backups(tmp_path, "bot") == made[2:]


async def test_a_backup_that_cannot_be_made_leaves_the_earlier_ones(storage, tmp_path, now):
    made = await back_up(storage.database, tmp_path, now, keep=1)
    blocked = tmp_path / "bot-20260302T100000Z.sqlite3"
    blocked.mkdir()
    with pytest.raises(StorageError, match="cannot be made"):
        await back_up(storage.database, tmp_path, now + timedelta(hours=1), keep=1)
    assert made.exists()
    assert not list(tmp_path.glob("*.part"))


async def test_what_is_erased_during_a_backup_is_gone_from_the_files_when_it_ends(chat, path, tmp_path, now):
    await chat.turn(me=b"{}")
    (sealed,) = await chat.storage.database.read(lambda c: c.execute("SELECT me FROM sessions").fetchone())
    with closing(sqlite3.connect(path, isolation_level=None)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM sessions").fetchall()
        await chat.turn(erase=True, session=None)
        assert chat.storage.database.scrub_due
    await back_up(chat.storage.database, tmp_path / "backups", now)
    assert sealed[20:] not in b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
