"""What a consent covered is gone from the files when it is taken back, and nothing else is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.conversation.values import NewRecord, Timer
from bot.records.purposes import Purpose
from bot.storage.backup import back_up
from bot.storage.erasure import clean_copies


@pytest.fixture
async def told(chat, now):
    """Somebody with an entry, how tense they were, a file, a reminder and a running wait."""
    entry, mood = NewRecord("contact", now, {"words": "x"}), NewRecord("mood", now, {"of": 1, "tension": 7})
    timers = (Timer("reminders", now, {"kind": "remind"}), Timer("wait", now, {"kind": "wait", "turn": 1}))
    await chat.turn(me=b'{"region":"CN"}', records=(entry, mood), timers=timers)
    draft = await chat.storage.attachments.put(chat.id, b"bytes", kind="photo", name="a.jpg", mime="image/jpeg")
    await chat.storage.attachments.keep(chat.id, [draft])
    return chat


async def left(chat) -> dict[str, list[object]]:
    def read(connection: sqlite3.Connection) -> dict[str, list[object]]:
        queries = {"records": "SELECT kind FROM records", "timers": "SELECT name FROM timers ORDER BY name"}
        return {name: [row[0] for row in connection.execute(query)] for name, query in queries.items()}

    files = {"files": [file.kind for file in await chat.storage.attachments.all_of(chat.id)]}
    return {**await chat.storage.database.read(read), **files}


@pytest.mark.parametrize(
    ("purpose", "stays"),
    [
        (Purpose.RECORDS, {"records": [], "timers": ["reminders", "wait"], "files": []}),
        (Purpose.REMINDERS, {"records": ["contact", "mood"], "timers": ["wait"], "files": ["photo"]}),
        (Purpose.MOOD, {"records": ["contact"], "timers": ["reminders", "wait"], "files": ["photo"]}),
    ],
)
async def test_taking_a_consent_back_deletes_what_it_covered_and_nothing_else(told, purpose, stays):
    await told.turn(withdraw=(purpose,))
    assert await left(told) == stays
    assert await told.storage.store.me(told.id) == b'{"region":"CN"}'


async def test_the_bytes_of_withdrawn_records_and_files_leave_the_disk(told, path):
    read = "SELECT body FROM records UNION ALL SELECT body FROM attachments"
    sealed = [row[0] for row in await told.storage.database.read(lambda c: c.execute(read).fetchall())]
    await told.turn(withdraw=(Purpose.RECORDS,))
    raw = b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())
    assert not any(value[20:36] in raw for value in sealed)
    assert not list(path.with_name("attachments").glob("*.sealed"))


@pytest.mark.parametrize(
    ("purpose", "cleaned"), [(Purpose.RECORDS, 1), (Purpose.MOOD, 1), (Purpose.REMINDERS, 0)], ids=str
)
async def test_what_was_withdrawn_leaves_the_backups_too(told, path, now, purpose, cleaned):
    backups = path.parent / "backups"
    copy = await back_up(told.storage.database, backups, now)
    await told.turn(withdraw=(purpose,))
    assert await clean_copies(told.storage.database, backups) == cleaned
    with closing(sqlite3.connect(copy)) as opened:
        (left,) = opened.execute("SELECT count(*) FROM records WHERE chat_id = ?", (told.id,)).fetchone()
    assert left == (0 if cleaned else 2)
    assert await told.storage.store.me(told.id) == b'{"region":"CN"}'


async def test_what_the_same_turn_keeps_is_kept(told, now):
    await told.turn(withdraw=(Purpose.RECORDS,), records=(NewRecord("contact", now, {"words": "new"}),))
    (record,) = await told.storage.store.all_records(told.id)
    assert record.body == {"words": "new"}
