"""Messages go out in order, one at a time, and a crash repeats none but the open question."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.values import Key, Outgoing, Timer
from bot.records.purposes import Purpose
from bot.storage import open_storage
from bot.storage.queue import KEPT_TAGS, LOOKED_AT_EVERY

QUESTION = Outgoing(
    "send",
    "多紧张？",
    ((Key("0", data="v1:s:1:0"), Key("10", data="v1:s:1:10")), (Key("抄", copy="…"),)),
    "q1",
    True,
)


async def test_a_message_comes_out_as_it_was_put_in(chat, now):
    await chat.turn(QUESTION, Outgoing("leave", "再见", pin=True))
    first = await chat.took()
    assert (first.chat_id, first.outgoing, first.message_id, first.again) == (chat.id, QUESTION, None, False)
    second = await chat.storage.outbox.sent(first, 31, now)
    assert second is not None
    assert second.outgoing == Outgoing("leave", "再见", pin=True)


async def test_messages_of_several_turns_go_out_in_order(chat):
    await chat.turn(Outgoing("send", "1"), Outgoing("send", "2"))
    await chat.turn(Outgoing("send", "3"))
    assert await chat.texts() == ["1", "2", "3"]
    assert await chat.take() is None


async def test_one_message_of_a_chat_is_on_its_way_at_a_time(chat, now):
    await chat.turn(Outgoing("send", "1"), Outgoing("send", "2"))
    first = await chat.took()
    assert await chat.take() is None
    second = await chat.storage.outbox.sent(first, 1, now)
    assert second is not None
    assert second.outgoing.text == "2"


async def test_a_tag_stands_for_the_message_sent_under_it(chat, now):
    await chat.turn(Outgoing("send", "draft", tag="card"), Outgoing("rewrite", "better", tag="card"))
    rewrite = await chat.storage.outbox.sent(await chat.took(), 31, now)
    assert rewrite is not None
    assert rewrite.message_id == 31
    await chat.storage.outbox.sent(rewrite, 32, now)
    await chat.turn(Outgoing("settle", "done", tag="card"), Outgoing("settle", "nothing", tag="other"))
    settle = await chat.took()
    assert settle.message_id == 32
    other = await chat.storage.outbox.sent(settle, None, now)
    assert other is not None
    assert other.message_id is None


async def test_only_the_newest_tags_of_a_chat_are_remembered(chat, now):
    tags = [f"q{n:02}" for n in range(KEPT_TAGS + 2 * LOOKED_AT_EVERY)]
    for n, tag in enumerate(tags):
        await chat.turn(Outgoing("send", "?", tag=tag))
        await chat.storage.outbox.sent(await chat.took(), n, now + timedelta(seconds=n))
    await chat.turn(*(Outgoing("settle", "x", tag=tag) for tag in tags))
    known, settle = [], await chat.take()
    while settle is not None:
        known.append(settle.message_id)
        settle = await chat.storage.outbox.sent(settle, None, now)
    assert known[-KEPT_TAGS:] == list(range(2 * LOOKED_AT_EVERY, len(tags)))
    assert KEPT_TAGS <= sum(number is not None for number in known) < KEPT_TAGS + LOOKED_AT_EVERY


async def test_what_surely_did_not_arrive_goes_out_again_at_its_place(chat):
    await chat.turn(Outgoing("send", "1"), Outgoing("send", "2"))
    await chat.storage.outbox.put_back(await chat.took())
    again = await chat.took()
    assert (again.outgoing.text, again.again) == ("1", False)
    await chat.storage.outbox.put_back(again)
    assert await chat.texts() == ["1", "2"]


async def test_what_can_never_arrive_makes_room_for_the_next_and_keeps_only_the_reason(chat):
    await chat.turn(Outgoing("send", "too long"), Outgoing("send", "2"))
    following = await chat.storage.outbox.give_up(await chat.took(), "message is too long")
    assert following is not None
    assert following.outgoing.text == "2"
    dead = "SELECT reason, payload FROM outbox WHERE state = 2"
    assert await chat.storage.database.read(lambda c: c.execute(dead).fetchall()) == [("message is too long", b"")]


async def test_for_somebody_who_blocked_the_bot_nothing_waits_and_their_data_stays(chat, chat_of, now):
    other = chat_of(chat.storage, 8)
    for someone in (chat, other):
        await someone.turn(Outgoing("send", "1"), Outgoing("send", "2"), me=b"{}", timers=(Timer("t", now),))
    await chat.take()
    await chat.storage.outbox.blocked(chat.id, now)
    assert await chat.take() is None
    assert await chat.storage.outbox.unsent() == [other.id]
    assert await chat.storage.store.fire(now) == [other.id]
    await chat.turn(Outgoing("send", "back again"))
    assert await chat.texts() == ["back again"]
    await chat.say()
    assert ((await chat.load()).session, (await chat.load()).me) == (b'{"turn":2}', b"{}")


@pytest.mark.parametrize(
    ("asks", "answered", "after", "counted"),
    [
        (True, False, [("1", True), ("2", False)], (1, 0)),
        (True, True, [("2", False), ("3", False)], (0, 1)),
        (False, False, [("2", False)], (0, 1)),
    ],
    ids=[
        "the open question comes again",
        "an answered question counts as sent",
        "a plain message counts as sent",
    ],
)
async def test_a_message_left_on_its_way_by_a_stop(path, keys, chat_of, now, asks, answered, after, counted):
    async with open_storage(path, keys) as storage:
        chat = chat_of(storage, 7)
        await chat.turn(Outgoing("send", "1", asks=asks), Outgoing("send", "2", asks=asks))
        await chat.took()
        if answered:
            await chat.turn(Outgoing("send", "3"))
    async with open_storage(path, keys) as storage:
        assert await storage.outbox.unsent() == [7]
        assert (storage.outbox.resent, storage.outbox.dropped) == counted
        came, sendable = [], await storage.outbox.take(7, now)
        while sendable is not None:
            came.append((sendable.outgoing.text, sendable.again))
            sendable = await storage.outbox.sent(sendable, 1, now)
        assert came == after


async def test_asking_later_what_is_unsent_leaves_messages_on_their_way_alone(chat, now):
    await chat.turn(Outgoing("send", "1", asks=True))
    assert await chat.storage.outbox.unsent() == [chat.id]
    on_its_way = await chat.took()
    assert await chat.storage.outbox.unsent() == []
    assert await chat.take() is None
    assert await chat.storage.outbox.sent(on_its_way, 1, now) is None


async def test_the_chat_that_waits_longest_comes_first(storage, chat_of):
    for chat_id in (9, 7, 8):
        await chat_of(storage, chat_id).turn(Outgoing("send", "hello"))
    await chat_of(storage, 9).turn(Outgoing("send", "more"))
    assert await storage.outbox.unsent() == [9, 7, 8]


REMINDER = Outgoing("send", "今天有一件事。", asks=True, patient=True)


async def crashed(path, keys, chat_of, *, handed: bool) -> int:
    """One more process that takes what waits and dies, before or after its bytes went; how many it had to send."""
    async with open_storage(path, keys) as storage:
        await storage.outbox.unsent()
        taken = await chat_of(storage, 7).take()
        if taken is None:
            return 0
        if handed:
            await storage.outbox.hand_over(taken)
    return 1


@pytest.mark.parametrize("before", range(3))
async def test_a_reminder_hit_by_crash_after_crash_goes_out_twice_at_most(path, keys, chat_of, before):
    async with open_storage(path, keys) as storage:
        await chat_of(storage, 7).turn(REMINDER)
    for _ in range(before):
        assert await crashed(path, keys, chat_of, handed=False) == 1
    assert [await crashed(path, keys, chat_of, handed=True) for _ in range(4)] == [1, 1, 0, 0]


async def test_the_question_of_somebody_who_talks_comes_again_as_often_as_it_is_hit(path, keys, chat_of):
    async with open_storage(path, keys) as storage:
        await chat_of(storage, 7).turn(QUESTION)
    assert [await crashed(path, keys, chat_of, handed=True) for _ in range(4)] == [1, 1, 1, 1]


async def test_what_was_not_handed_over_is_no_duplicate_and_not_lost(path, keys, chat_of):
    async with open_storage(path, keys) as storage:
        chat = chat_of(storage, 7)
        await chat.turn(Outgoing("send", "1"), Outgoing("send", "2"))
        await storage.outbox.unsent()
        await chat.took()
    async with open_storage(path, keys) as storage:
        assert await storage.outbox.unsent() == [7]
        assert (storage.outbox.resent, storage.outbox.dropped) == (0, 0)
        assert await chat_of(storage, 7).texts() == ["1", "2"]


async def test_a_reminder_that_may_have_arrived_is_marked_for_the_next_process(path, keys, chat_of):
    async with open_storage(path, keys) as storage:
        chat = chat_of(storage, 7)
        await chat.turn(REMINDER)
        await storage.outbox.unsent()
        taken = await chat.took()
        await storage.outbox.hand_over(taken)
        await storage.outbox.doubt(taken)
    assert [await crashed(path, keys, chat_of, handed=True) for _ in range(2)] == [1, 0]


async def test_reminders_that_wait_go_when_what_they_speak_of_holds_no_more(chat):
    await chat.turn(Outgoing("send", "1"), REMINDER)
    await chat.turn(Outgoing("send", "2"), hush=True)
    assert await chat.texts() == ["1", "2"]


async def test_the_first_message_of_a_turn_is_handed_out_with_it_when_nothing_waits_before_it(chat, now):
    await chat.say()
    turn = chat.commit_of(await chat.load(), Outgoing("send", "1"), Outgoing("send", "2"))
    first = await chat.storage.store.commit(turn, at_once=True)
    assert first.outgoing.text == "1"
    assert await chat.take() is None  # it is on its way
    second = await chat.storage.outbox.sent(first, 1, now)
    assert second.outgoing.text == "2"

    await chat.say()
    later = chat.commit_of(await chat.load(), Outgoing("send", "3"))
    assert await chat.storage.store.commit(later, at_once=True) is None
    third = await chat.storage.outbox.sent(second, 2, now)
    assert third.outgoing.text == "3"


@pytest.mark.parametrize("more", [{"erase": True, "session": None}, {"withdraw": (Purpose.RECORDS,)}])
async def test_nothing_is_handed_out_where_something_is_still_to_be_done_after_the_turn(chat, more):
    await chat.say()
    turn = chat.commit_of(await chat.load(), Outgoing("send", "1"), **more)
    assert await chat.storage.store.commit(turn, at_once=True) is None
    assert await chat.texts() == ["1"]


async def test_what_was_handed_out_and_not_sent_goes_out_after_a_crash(path, keys, chat_of):
    async with open_storage(path, keys) as storage:
        await storage.outbox.unsent()
        chat = chat_of(storage, 7)
        await chat.say()
        turn = chat.commit_of(await chat.load(), Outgoing("send", "1"), Outgoing("send", "2"))
        assert await storage.store.commit(turn, at_once=True) is not None
    async with open_storage(path, keys) as storage:
        assert await storage.outbox.unsent() == [7]
        assert await chat_of(storage, 7).texts() == ["1", "2"]
