"""What has served its time goes, what people agreed to have kept stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.values import InboxRow, NewRecord, Outgoing
from bot.errors import StorageError
from bot.storage.upkeep import STEP, Backlog, Pruned, check, count, prune


async def test_handled_updates_are_forgotten_after_three_days_and_waiting_ones_never(chat, now):
    done = await chat.turn()
    waiting = await chat.say("waiting")
    assert (await prune(chat.storage.database, now + timedelta(days=3))).updates == 0
    assert (await prune(chat.storage.database, now + timedelta(days=3, seconds=1))).updates == 1
    assert await chat.storage.store.receive([done.row, waiting]) == [chat.id]


async def test_undeliverable_messages_are_forgotten_after_a_week_and_waiting_ones_never(chat, now):
    await chat.turn(Outgoing("send", "dead"), Outgoing("send", "alive"))
    await chat.storage.outbox.put_back(await chat.storage.outbox.give_up(await chat.took(), "too long"))
    assert (await prune(chat.storage.database, now + timedelta(days=7))).messages == 0
    assert (await prune(chat.storage.database, now + timedelta(days=8))).messages == 1
    assert await chat.texts() == ["alive"]


async def test_the_numbers_of_messages_with_buttons_go_with_the_conversation(chat, now):
    await chat.turn(Outgoing("send", "asked", tag="q:1"))
    await chat.storage.outbox.sent(await chat.took(), 7, now)
    tags = "SELECT count(*) FROM messages"
    for days, left in ((30, 1), (31, 0)):
        await prune(chat.storage.database, now + timedelta(days=days))
        assert await chat.storage.database.read(lambda c: c.execute(tags).fetchone()) == (left,)


async def test_an_idle_conversation_is_forgotten_after_a_month_and_the_next_one_begins_afresh(chat, now):
    await chat.turn(me=b"{}", records=(NewRecord("call", now, {}),))
    assert (await prune(chat.storage.database, now + timedelta(days=30))).sessions == 0
    assert (await prune(chat.storage.database, now + timedelta(days=31))).sessions == 1
    await chat.say()
    snapshot = await chat.load()
    assert (snapshot.session, snapshot.me, len(snapshot.records)) == (None, b"{}", 1)
    await chat.storage.store.commit(chat.commit_of(snapshot))


@pytest.mark.parametrize(("stay", "left"), [(True, b"1"), (False, None)])
async def test_money_that_may_not_stay_is_forgotten_with_the_conversation(chat, now, stay, left):
    await chat.turn(me=b"{}", finances=b"1", finances_stay=stay)
    await prune(chat.storage.database, now + timedelta(days=31))
    await chat.say()
    assert (await chat.load()).finances == left


async def test_of_a_person_nothing_is_known_about_not_even_the_chat_remains(chat, now):
    await chat.turn()
    await prune(chat.storage.database, now + timedelta(days=31))
    assert (await count(chat.storage.database)).people == 0


async def test_any_number_of_rows_is_pruned_in_steps(storage, chat_of, now):
    rows = [InboxRow(n, n, b"{}") for n in range(1, STEP + 11)]
    await storage.store.receive(rows)
    await storage.database.write(lambda c: c.execute("UPDATE inbox SET done_at = 0"))
    assert await prune(storage.database, now) == Pruned(updates=STEP + 10, messages=0, sessions=0)


async def test_what_waits_is_counted(chat):
    await chat.turn(Outgoing("send", "1"), Outgoing("send", "2"), Outgoing("send", "3"))
    await chat.storage.outbox.give_up(await chat.took(), "too long")
    await chat.say()
    assert await count(chat.storage.database) == Backlog(unhandled=1, unsent=2, dead=1, timers=0, people=1)


async def test_the_check_passes_a_sound_file_and_names_damage(chat, path):
    await chat.turn(session=b'{"turn":1,"x":"' + bytes(range(48, 58)) * 1000 + b'"}')
    await chat.storage.database.scrub()
    await check(path)
    damaged = bytearray(path.read_bytes())
    damaged[4096 * 2 : 4096 * 6] = b"\xff" * 4096 * 4
    copy = path.with_name("damaged.sqlite3")
    copy.write_bytes(damaged)
    with pytest.raises(StorageError, match=r"damaged|cannot be read"):
        await check(copy)
