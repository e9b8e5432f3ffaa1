"""A timer wakes its chat once, by the same road as an update."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.ports import FIRED_AT_ONCE
from bot.conversation.values import Timer
from bot.dialogue.values import loads
from bot.storage import open_storage


async def test_a_due_timer_becomes_an_update_of_its_chat_once(chat, now):
    await chat.turn(timers=(Timer("plan", now, {"amount": 5}), Timer("later", now + timedelta(hours=1))))
    assert await chat.storage.store.fire(now - timedelta(microseconds=1)) == []
    assert await chat.storage.store.fire(now) == [chat.id]
    assert await chat.storage.store.fire(now) == []
    row = (await chat.load()).row
    assert row.update_id < 0
    assert loads(row.payload) == {"timer": "plan", "due": now, "payload": {"amount": 5}}


async def test_it_is_known_when_the_next_timer_is_due(chat, now):
    assert await chat.storage.store.next_due() is None
    await chat.turn(timers=(Timer("b", now + timedelta(days=2)), Timer("a", now + timedelta(days=1))))
    assert await chat.storage.store.next_due() == now + timedelta(days=1)


async def test_a_new_timer_replaces_the_one_of_its_name_and_a_cancelled_one_is_gone(chat, now):
    await chat.turn(timers=(Timer("a", now), Timer("b", now), Timer("c", now)))
    await chat.turn(timers=(Timer("a", now + timedelta(days=1), {"n": 2}),), cancel=("b", "a", "unknown"))
    assert await chat.storage.store.fire(now) == [chat.id]
    assert loads((await chat.load()).row.payload)["timer"] == "c"
    assert await chat.storage.store.next_due() == now + timedelta(days=1)


async def test_timers_of_a_long_stop_fire_a_handful_at_a_time_the_longest_due_first(storage, chat_of, now):
    count = 2 * FIRED_AT_ONCE + 1
    for name in range(count):
        timers = (Timer("t", now - timedelta(minutes=name)),)
        await chat_of(storage, name + 1).turn(timers=timers)
    fired = [chat for _ in range(3) for chat in await storage.store.fire(now)]
    assert fired == list(range(count, 0, -1))
    assert await storage.store.unhandled() == list(range(count, 0, -1))


async def test_patient_timers_fire_on_their_own(chat, now):
    await chat.turn(timers=(Timer("wait", now + timedelta(seconds=4)), Timer("reminder", now, patient=True)))
    assert await chat.storage.store.fire(now) == []
    assert await chat.storage.store.next_due() == now + timedelta(seconds=4)
    assert await chat.storage.store.next_due(patient=True) == now
    assert await chat.storage.store.fire(now, patient=True) == [chat.id]


async def test_numbers_of_timers_never_repeat_also_after_opening_again(path, keys, chat_of, now):
    seen = set()
    for _ in range(3):
        async with open_storage(path, keys) as storage:
            chat = chat_of(storage, 7)
            await chat.turn(timers=(Timer("t", now),))
            await storage.store.fire(now)
            snapshot = await chat.load()
            seen.add(snapshot.row.update_id)
            await storage.store.commit(chat.commit_of(snapshot))
    assert len(seen) == 3
