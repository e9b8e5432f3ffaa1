"""Messages on their way to people, against the sandbox."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from memory_outbox import MemoryOutbox

from bot.conversation.values import Key, Outgoing, Sendable
from bot.sandbox.sandbox import Sandbox
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.pacing import Pacing
from bot.telegram.sender import PATIENT_AT_ONCE, Sender


def said(sandbox: Sandbox, chat_id: int) -> list[str]:
    return [message.body["text"] for message in sandbox.messages(chat_id) if message.from_bot]


async def test_lines_arrive_in_order(sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int):
    lines = [f"line {number}" for number in range(12)]
    outbox.lines(lin, *lines)

    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == lines
    assert outbox.waiting == 0
    assert sender.counts.sent == 12


async def test_many_wakes_of_one_chat_send_nothing_twice(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int
):
    for number in range(20):
        outbox.lines(lin, str(number))
        sender.wake(lin)
        if number % 3 == 0:
            await asyncio.sleep(0)
    await sender.idle()

    assert said(sandbox, lin) == [str(number) for number in range(20)]


async def test_chats_do_not_wait_for_each_other(sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, meet):
    sandbox.latency = timedelta(milliseconds=100)
    people = [meet(f"person {number}") for number in range(30)]
    began = asyncio.get_running_loop().time()
    for person in people:
        outbox.lines(person, "one", "two")
        sender.wake(person)
    await sender.idle()

    assert all(said(sandbox, person) == ["one", "two"] for person in people)
    assert asyncio.get_running_loop().time() - began < 30 * 2 * 0.1 / 5


async def test_buttons_carry_their_callback_or_what_they_copy(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int
):
    keys = ((Key("Yes", data="s:1:yes"),), (Key("Copy", copy="the reply"),))
    outbox.add(lin, Outgoing("send", "?", keys))

    sender.wake(lin)
    await sender.idle()

    shown = sandbox.last_from_bot(lin)
    assert shown.markup == {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "s:1:yes"}],
            [{"text": "Copy", "copy_text": {"text": "the reply"}}],
        ]
    }


async def test_rewriting_changes_the_tagged_message_and_takes_its_buttons_away(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int
):
    outbox.add(
        lin,
        Outgoing("send", "how are you?", ((Key("fine", data="f"),),), tag="q"),
        Outgoing("settle", "how are you? fine", tag="q"),
    )

    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == ["how are you? fine"]
    assert not sandbox.last_from_bot(lin).markup


async def test_rewriting_what_says_so_already_is_done(sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int):
    outbox.add(lin, Outgoing("send", "same", tag="q"), Outgoing("rewrite", "same", tag="q"))

    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == ["same"]
    assert (outbox.dead, outbox.waiting) == ([], 0)


async def test_rewriting_a_message_that_is_gone_sends_it_anew_and_settling_lets_it_be(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int
):
    outbox.tags = {(lin, "card"): 999, (lin, "old"): 998}
    outbox.add(
        lin,
        Outgoing("settle", "never shown", tag="old"),
        Outgoing("settle", "never shown", tag="unknown"),
        Outgoing("rewrite", "the card", tag="card"),
        Outgoing("rewrite", "another", tag="unknown"),
    )

    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == ["the card", "another"]
    assert outbox.tags[lin, "card"] == sandbox.messages(lin)[-2].id


async def test_a_pinned_message_is_pinned(sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int):
    outbox.add(lin, Outgoing("send", "keep this", pin=True))

    sender.wake(lin)
    await sender.idle()

    assert "pinchatmessage" in str(sandbox.log.after(0)).lower()
    assert said(sandbox, lin) == ["keep this"]


async def test_a_group_is_told_why_and_left(sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int):
    group = sandbox.add_group("flat", "supergroup", lin)
    outbox.add(group, Outgoing("leave", "only in private"))

    sender.wake(group)
    await sender.idle()

    assert said(sandbox, group) == ["only in private"]
    assert sandbox.chat(group).membership == "left"
    assert outbox.waiting == 0


async def test_a_person_who_blocked_the_bot_is_marked_and_others_go_on(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int, meet
):
    chen = meet("Chen")
    sandbox.block(lin)
    outbox.lines(lin, "one", "two")
    outbox.lines(chen, "hello")

    sender.wake(lin)
    sender.wake(chen)
    await sender.idle()

    assert outbox.blocked_chats == [lin]
    assert said(sandbox, chen) == ["hello"]
    assert sender.counts.blocked == 1


async def test_what_can_never_arrive_is_given_up_without_its_words(sender: Sender, outbox: MemoryOutbox, lin: int):
    outbox.lines(lin, "   ")
    outbox.lines(lin, "\n")
    outbox.lines(424242, "secret")

    sender.wake(lin)
    sender.wake(424242)
    await sender.idle()

    assert [chat for chat, _ in outbox.dead].count(lin) == 2
    assert (424242, "BadRequest: Chat not found") in outbox.dead
    assert sender.counts.dead == 3


async def test_what_an_earlier_process_left_goes_out_at_the_start(
    sandbox: Sandbox, calls: Calls, sender: Sender, outbox: MemoryOutbox, lin: int, quick: Backoff
):
    outbox.lines(lin, "before the crash", "after it")
    taken = await outbox.take(lin, sandbox.now())
    assert taken is not None
    await outbox.put_back(taken)

    await sender.start()
    await sender.idle()

    assert said(sandbox, lin) == ["before the crash", "after it"]


async def test_a_question_that_was_on_its_way_at_the_crash_is_asked_again(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int
):
    outbox.add(lin, Outgoing("send", "may I ask?", asks=True), Outgoing("send", "next"))
    await outbox.take(lin, sandbox.now())
    outbox.crash()

    await sender.start()
    await sender.idle()

    assert said(sandbox, lin) == ["may I ask?", "next"]
    assert sender.counts.possible_duplicates == 1


async def test_a_chat_gets_three_at_once_and_then_one_a_second(
    sandbox: Sandbox, calls: Calls, outbox: MemoryOutbox, lin: int
):
    sender = Sender(calls, outbox, sandbox.now, pacing=Pacing(per_chat=5, chat_burst=3, overall=0))
    outbox.lines(lin, *"abcde")
    loop = asyncio.get_running_loop()
    began = loop.time()

    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == list("abcde")
    assert loop.time() - began >= 2 / 5


async def test_edits_do_not_use_up_the_speed_of_a_chat(sandbox: Sandbox, calls: Calls, outbox: MemoryOutbox, lin: int):
    sender = Sender(calls, outbox, sandbox.now, pacing=Pacing(per_chat=0.001, chat_burst=2, overall=0))
    outbox.add(
        lin,
        Outgoing("send", "0", tag="q"),
        *(Outgoing("rewrite", str(number), tag="q") for number in range(1, 5)),
        Outgoing("send", "next"),
    )

    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == ["4", "next"]


async def test_a_line_added_just_as_a_lane_ends_is_not_forgotten(sandbox: Sandbox, calls: Calls, lin: int):
    class Slow(MemoryOutbox):
        """Its answer, that nothing more waits, is old by the time it arrives."""

        async def sent(self, sendable: Sendable, message_id: int | None, now: datetime) -> Sendable | None:
            following = await super().sent(sendable, message_id, now)
            if sendable.outgoing.text == "one":
                self.lines(lin, "two")
                sender.wake(lin)
            return following

    outbox = Slow()
    sender = Sender(calls, outbox, sandbox.now)
    outbox.lines(lin, "one")
    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == ["one", "two"]


async def test_a_line_that_waits_for_its_turn_is_not_marked_as_on_its_way(
    sandbox: Sandbox, calls: Calls, outbox: MemoryOutbox, lin: int
):
    sender = Sender(calls, outbox, sandbox.now, pacing=Pacing(per_chat=0.001, chat_burst=1, overall=0))
    outbox.lines(lin, "now", "much later")

    sender.wake(lin)
    await outbox.until(lambda: outbox.put_back_count)

    assert outbox.on_its_way == {}
    assert said(sandbox, lin) == ["now"]
    await sender.stop(1)
    assert outbox.waiting == 1


async def test_a_tap_is_answered_and_a_late_answer_is_only_counted(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int
):
    outbox.add(lin, Outgoing("send", "?", ((Key("Yes", data="y"),),)))
    sender.wake(lin)
    await sender.idle()
    tapped = sandbox.tap(lin, sandbox.last_from_bot(lin).id, "y")

    sender.answer_callback(tapped, "noted")
    sender.answer_callback("no such query")
    await sender.idle()

    assert sender.counts.unanswered_taps == 1


async def test_after_stopping_nothing_is_sent(sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, lin: int):
    await sender.stop(1)
    outbox.lines(lin, "too late")
    sender.wake(lin)
    await sender.idle()

    assert said(sandbox, lin) == []
    assert outbox.waiting == 1


class Watched(MemoryOutbox):
    """An outbox that remembers which chat each message went to, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.went: list[int] = []

    async def sent(self, sendable: Sendable, message_id: int | None, now: datetime) -> Sendable | None:
        self.went.append(sendable.chat_id)
        return await super().sent(sendable, message_id, now)


async def test_whoever_is_talking_is_answered_before_the_reminders_of_many(sandbox: Sandbox, calls: Calls, meet):
    outbox = Watched()
    sender = Sender(calls, outbox, lambda: datetime.now(UTC), pacing=Pacing(per_chat=0, overall=60))
    reminded = [meet(f"person {number}") for number in range(120)]
    for person in reminded:
        outbox.add(person, Outgoing("send", "one thing today", patient=True))
        sender.wake(person)
    talking = meet("talking")
    await outbox.until(lambda: len(outbox.went) >= 20)
    before = len(outbox.went)
    outbox.lines(talking, "here")
    sender.wake(talking)
    await sender.idle()

    assert outbox.went.index(talking) - before <= PATIENT_AT_ONCE
    assert sorted(outbox.went) == sorted([*reminded, talking])


async def test_a_reminder_known_as_one_is_taken_from_the_outbox_once(sandbox: Sandbox, calls: Calls, meet):
    outbox = Watched()
    sender = Sender(calls, outbox, lambda: datetime.now(UTC), pacing=Pacing(per_chat=0, overall=60))
    reminded = [meet(f"person {number}") for number in range(40)]
    for person in reminded:
        outbox.add(person, Outgoing("send", "one thing today", patient=True))
        sender.wake(person, patient=True)
    await outbox.until(lambda: outbox.went)
    outbox.lines(reminded[-1], "here")
    sender.wake(reminded[-1])
    await sender.idle()

    assert outbox.put_back_count == 0
    assert sorted(outbox.went) == sorted([*reminded, reminded[-1]])
    assert said(sandbox, reminded[-1]) == ["one thing today", "here"]
    assert outbox.went.index(reminded[-1]) < len(reminded) - 1


async def test_whoever_begins_to_talk_does_not_wait_behind_their_own_reminder(sandbox: Sandbox, calls: Calls, meet):
    outbox = Watched()
    sender = Sender(calls, outbox, lambda: datetime.now(UTC), pacing=Pacing(per_chat=0, overall=60))
    reminded = [meet(f"person {number}") for number in range(120)]
    for person in reminded:
        outbox.add(person, Outgoing("send", "one thing today", patient=True))
        sender.wake(person)
    await outbox.until(lambda: outbox.went)
    last = reminded[-1]
    outbox.lines(last, "here")
    sender.wake(last)
    await sender.idle()

    assert outbox.went.index(last) < 60
    assert said(sandbox, last) == ["one thing today", "here"]
    assert sorted(outbox.went) == sorted([*reminded, last])
