"""Turns in order per chat on the real store: what goes wrong in one stays with it."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest

from bot.conversation.alarm import Alarm
from bot.conversation.lanes import AT_ONCE, PATIENT_AT_ONCE, Lanes
from bot.conversation.values import Commit, InboxRow, Timer
from bot.language.region import Region
from bot.storage import KeyRing, open_storage


def update(number: int, chat: int, text: str) -> InboxRow:
    """A text of a person."""
    sender = {"id": chat, "is_bot": False, "first_name": "x", "language_code": "zh-hans"}
    message = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}, "from": sender, "text": text}
    return InboxRow(number, chat, orjson.dumps({"update_id": number, "message": message}))


@pytest.fixture
async def storage(tmp_path):
    async with open_storage(tmp_path / "x.db", KeyRing.load_or_create(tmp_path / "key")) as opened:
        yield opened


def lanes_of(world, storage, answered: list[str], turns: list[object]) -> Lanes:
    return Lanes(
        world,
        storage.store,
        lambda: datetime.now(UTC),
        committed=lambda outcome, _first: turns.append(outcome),
        answer=lambda callback, _word: answered.append(callback),
    )


async def test_texts_are_handled_in_order_and_nothing_stays_in_the_inbox(world, storage) -> None:
    turns: list[object] = []
    lanes = lanes_of(world, storage, [], turns)
    for chat in await storage.store.receive([update(n, 5, "/menu") for n in range(1, 6)]):
        lanes.wake(chat)

    await lanes.idle()

    assert [turn.commit.turn for turn in turns] == [1, 2, 3, 4, 5]
    assert await storage.store.unhandled() == []


async def test_a_turn_that_fails_is_answered_kindly_and_no_button_is_answered_for_a_text(world, storage) -> None:
    answered: list[str] = []
    turns: list[object] = []
    lanes = lanes_of(world, storage, answered, turns)
    lanes._clock = lambda: "no moment"
    for chat in await storage.store.receive([update(1, 5, "/menu")]):
        lanes.wake(chat)

    await lanes.idle()

    assert lanes.troubles == 1
    assert "/sos" in turns[0].commit.outgoing[0].text
    assert answered == []


async def test_a_thousand_people_at_once_stand_in_line_for_a_few_workers(world, storage) -> None:
    turns: list[object] = []
    lanes = lanes_of(world, storage, [], turns)
    before = len(asyncio.all_tasks())
    for chat in await storage.store.receive([update(n, n, "/menu") for n in range(1, 1001)]):
        lanes.wake(chat)

    most = len(asyncio.all_tasks()) - before
    await lanes.idle()

    assert most <= AT_ONCE + 1  # and the one that keeps what they hand over
    assert sorted(turn.commit.row.chat_id for turn in turns) == list(range(1, 1001))


async def test_whoever_writes_is_answered_before_the_reminders_that_wait(world, storage) -> None:
    order: list[int] = []
    lanes = lanes_of(world, storage, [], [])

    def committed(outcome, _first) -> None:
        order.append(outcome.commit.row.chat_id)
        if len(order) == 10:  # somebody writes, and another of whom a reminder waits
            lanes.wake(99)
            lanes.wake(40)

    lanes._committed = committed
    await storage.store.receive([update(n, n, "/menu") for n in (*range(1, 41), 99)])
    for chat in range(1, 41):
        lanes.wake(chat, patient=True)
    await lanes.idle()

    assert set(order[10 : 12 + PATIENT_AT_ONCE]) >= {99, 40}
    assert sorted(order) == [*range(1, 41), 99]


async def test_a_handful_of_reminders_comes_when_the_one_before_has_gone(storage) -> None:
    moment = datetime(2026, 11, 27, tzinfo=UTC)
    rows = [update(n, n, "x") for n in range(1, 25)]
    await storage.store.receive(rows)
    for row in rows:
        timer = Timer("reminders", moment, patient=True)
        await storage.store.commit(Commit(row, 0, 1, None, None, timers=(timer,)))
    under_way: list[int] = []
    most: list[int] = []
    fired: list[int] = []
    all_fired = asyncio.Event()

    def wake(chat_id: int, *, patient: bool = False) -> None:
        assert patient
        under_way.append(chat_id)
        fired.append(chat_id)
        most.append(len(under_way))
        asyncio.get_running_loop().call_later(0.001 * len(under_way), under_way.pop)
        if len(fired) == len(rows):
            all_fired.set()

    alarm = asyncio.create_task(Alarm(storage.store, lambda: moment, wake, 30, lambda: len(under_way)).run())
    await asyncio.wait_for(all_fired.wait(), 20)
    alarm.cancel()

    assert max(most) < 16
    assert sorted(fired) == list(range(1, 25))


def forwarded(number: int, chat: int, text: str) -> InboxRow:
    """Somebody else's words, passed on."""
    raw = orjson.loads(update(number, chat, text).payload)
    raw["message"]["forward_origin"] = {"type": "hidden_user", "sender_user_name": "x", "date": 0}
    return InboxRow(number, chat, orjson.dumps(raw))


@pytest.mark.parametrize(("length", "in_thread"), [(100, False), (600, True), (4000, True)])
async def test_a_message_that_is_long_to_read_is_read_in_a_thread(world, storage, length, in_thread) -> None:
    read_in: list[bool] = []

    class Watched:
        def read(self, text, region):
            found = world.messages.read(text, region)
            read_in.append(threading.current_thread() is not threading.main_thread())
            return found

    world.messages.read("热身", Region.MAINLAND)  # the weights are there
    turns: list[object] = []
    lanes = lanes_of(replace(world, messages=Watched()), storage, [], turns)
    for chat in await storage.store.receive([forwarded(1, 5, ("再不还钱就去你单位找你。" * 400)[:length])]):
        lanes.wake(chat)
    await lanes.idle()

    assert read_in == [in_thread]
    assert lanes.troubles == 0
    assert "接下来" in turns[0].commit.outgoing[-1].text or "先看看之前" in turns[0].commit.outgoing[-1].text


async def test_another_person_is_answered_while_a_long_message_is_read(world, storage) -> None:
    order: list[int] = []
    lanes = lanes_of(world, storage, [], [])
    lanes._committed = lambda outcome, _first: order.append(outcome.commit.row.chat_id)
    rows = [forwarded(1, 5, "再不还钱就去你单位找你。" * 300), update(2, 6, "/menu")]
    for chat in await storage.store.receive(rows):
        lanes.wake(chat)
    await lanes.idle()

    assert order == [6, 5]
