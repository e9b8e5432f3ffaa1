"""What the sender does when Telegram or the network fails: refusals and cuts at a chosen call."""

from __future__ import annotations

import asyncio

import pytest
import structlog
from memory_outbox import MemoryOutbox
from scripted_api import TOKEN, ScriptedApi, cut, held, page, refusal, result, scripted

from bot.conversation.values import Outgoing, Sendable
from bot.errors import StorageError
from bot.sandbox.faults import Faults
from bot.sandbox.sandbox import Sandbox
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.pacing import Pacing, Parking
from bot.telegram.request import make_bot
from bot.telegram.sender import Sender

LIN, CHEN = 1, 2
SENT = result({"message_id": 50})


async def test_too_many_requests_parks_that_chat_and_others_go_on(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    api.answer("sendMessage", refusal(429, "Too Many Requests: retry after 1", 1))
    outbox.lines(LIN, "first", "second")
    loop = asyncio.get_running_loop()
    scripted_sender.wake(LIN)
    await api.called("sendMessage")
    hit = loop.time()

    outbox.lines(CHEN, "hello")
    scripted_sender.wake(CHEN)
    await outbox.until(lambda: (CHEN, "hello") in outbox.arrived)
    others_waited = loop.time() - hit
    await scripted_sender.idle()

    assert others_waited < 0.5
    assert api.texts(LIN) == ["first", "first", "second"]
    assert loop.time() - hit >= 0.95
    assert scripted_sender.counts.parked == 1


async def test_a_parked_line_waits_in_the_outbox_and_not_on_its_way(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    api.answer("sendMessage", refusal(429, "Too Many Requests", 60))
    outbox.lines(LIN, "first")
    scripted_sender.wake(LIN)
    await outbox.until(lambda: outbox.put_back_count)

    assert outbox.on_its_way == {}
    await scripted_sender.stop(1)
    assert outbox.waiting == 1


async def test_when_several_chats_are_refused_everybody_waits(
    api: ScriptedApi, scripted_calls: Calls, outbox: MemoryOutbox, sandbox: Sandbox
):
    api.answer("sendMessage", *[refusal(429, "Too Many Requests", 1)] * 2)
    sender = Sender(
        scripted_calls,
        outbox,
        sandbox.now,
        pacing=Pacing(per_chat=0, overall=0),
        parking=Parking(several=2),
    )
    for chat_id in (LIN, CHEN):
        outbox.lines(chat_id, "hello")
        sender.wake(chat_id)
    await outbox.until(lambda: sender.counts.parked == 2)
    refused_at = api.at[-1]

    outbox.lines(3, "somebody else")
    sender.wake(3)
    await sender.idle()

    assert all(at - refused_at >= 0.9 for at in api.at[2:])
    assert len(outbox.arrived) == 3


@pytest.mark.parametrize("trouble", [refusal(500, "Internal Server Error"), page])
async def test_a_server_in_trouble_is_asked_again_and_order_is_kept(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox, trouble
):
    api.answer("sendMessage", trouble, trouble, trouble)
    outbox.lines(LIN, "first", "second")

    scripted_sender.wake(LIN)
    await scripted_sender.idle()

    assert api.texts() == ["first"] * 4 + ["second"]
    assert outbox.arrived == [(LIN, "first"), (LIN, "second")]


async def test_a_message_that_alone_upsets_the_server_does_not_hold_its_chat_for_ever(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    """Others get through between its tries: so it is not the server, it is this message."""
    api.answer("sendMessage", *[stumbling_over("poison")] * 1000)
    outbox.lines(LIN, "poison", "after it")

    scripted_sender.wake(LIN)
    while not outbox.dead:
        outbox.lines(CHEN, "fine")
        scripted_sender.wake(CHEN)
        tries = outbox.put_back_count
        await outbox.until(lambda tries=tries: outbox.dead or outbox.put_back_count > tries)
    await scripted_sender.idle()

    assert outbox.dead == [(LIN, "the server fails on this message alone")]
    assert (LIN, "after it") in outbox.arrived


async def test_a_server_that_fails_on_everything_loses_nothing(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    api.answer("sendMessage", *[refusal(500, "Internal Server Error")] * 60)
    for chat_id in (LIN, CHEN):
        outbox.lines(chat_id, "one", "two")
        scripted_sender.wake(chat_id)
    await scripted_sender.idle()

    assert outbox.dead == []
    assert len(outbox.arrived) == 4


def stumbling_over(text: str):
    async def choose(request, asked):
        trouble = refusal(500, "Internal Server Error") if asked["text"] == text else SENT
        return await trouble(request, asked)

    return choose


async def test_a_line_cut_on_its_way_is_sent_once_more_and_then_taken_for_sent(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    api.answer("sendMessage", cut, cut)
    outbox.lines(LIN, "line", "next")

    scripted_sender.wake(LIN)
    await scripted_sender.idle()

    assert api.texts() == ["line", "line", "next"]
    assert outbox.waiting == 0
    assert scripted_sender.counts.possible_duplicates == 1
    assert scripted_sender.counts.possibly_lost == 1


async def test_before_a_resend_the_network_has_to_be_back(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    api.answer("sendMessage", cut)
    api.answer("getMe", cut, cut, refusal(502, "Bad Gateway"))
    outbox.lines(LIN, "line")

    scripted_sender.wake(LIN)
    await scripted_sender.idle()

    assert api.methods() == ["sendmessage", *["getme"] * 4, "sendmessage"]


async def test_an_open_question_is_asked_again_as_often_as_needed(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    api.answer("sendMessage", cut, cut, cut)
    outbox.add(LIN, Outgoing("send", "may I?", asks=True))

    scripted_sender.wake(LIN)
    await scripted_sender.idle()

    assert api.texts() == ["may I?"] * 4
    assert scripted_sender.counts.possibly_lost == 0


async def test_an_edit_cut_on_its_way_is_done_again_and_is_no_duplicate(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    outbox.tags = {(LIN, "q"): 7}
    api.answer("editMessageText", cut, refusal(400, "Bad Request: message is not modified: same content"))
    outbox.add(LIN, Outgoing("settle", "answered", tag="q"))

    scripted_sender.wake(LIN)
    await scripted_sender.idle()

    assert outbox.arrived == [(LIN, "answered")]
    assert scripted_sender.counts.possible_duplicates == 0


async def test_without_any_connection_it_tries_until_there_is_one(outbox: MemoryOutbox, quick: Backoff):
    async with scripted() as api:
        url, port = api.url, int(api.url.rsplit(":", 1)[1])
    calls = Calls(make_bot(TOKEN, url))
    sender = Sender(calls, outbox, Sandbox().now, pacing=Pacing(per_chat=0, overall=0), backoff=quick)
    outbox.lines(LIN, "line")
    sender.wake(LIN)
    await outbox.until(lambda: sender.counts.retries >= 8)
    nothing_lost = outbox.waiting == 1
    async with scripted(port) as back:
        await sender.idle()
        arrived = back.texts()

    assert nothing_lost
    assert arrived == ["line"]
    assert scripted_possible(sender) == (0, 0)
    await calls.close()


def scripted_possible(sender: Sender) -> tuple[int, int]:
    return sender.counts.possible_duplicates, sender.counts.possibly_lost


async def test_stopping_waits_for_the_line_on_the_wire(api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox):
    go = asyncio.Event()
    api.answer("sendMessage", held(go, SENT))
    outbox.lines(LIN, "on the wire")
    scripted_sender.wake(LIN)
    await api.called("sendMessage")

    stopping = asyncio.create_task(scripted_sender.stop(5))
    await asyncio.sleep(0)
    go.set()
    await stopping

    assert outbox.arrived == [(LIN, "on the wire")]


async def test_stopping_ends_at_its_deadline_and_leaves_the_line_marked_as_on_its_way(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox
):
    never = asyncio.Event()
    api.answer("sendMessage", held(never, SENT))
    outbox.lines(LIN, "on the wire")
    scripted_sender.wake(LIN)
    await api.called("sendMessage")

    await scripted_sender.stop(0.05)

    assert list(outbox.on_its_way) == [LIN]
    assert scripted_sender.lanes == 0


async def test_an_outbox_that_fails_for_a_moment_stops_nobody(
    api: ScriptedApi, scripted_calls: Calls, quick: Backoff, sandbox: Sandbox
):
    class Shaky(MemoryOutbox):
        failures = 3

        async def sent(self, sendable: Sendable, message_id, now):
            if self.failures:
                self.failures -= 1
                raise StorageError
            return await super().sent(sendable, message_id, now)

    outbox = Shaky()
    sender = Sender(scripted_calls, outbox, sandbox.now, backoff=quick)
    outbox.lines(LIN, "one", "two")
    sender.wake(LIN)
    await sender.idle()

    assert api.texts() == ["one", "two"]
    assert outbox.waiting == 0


async def test_no_word_and_no_chat_reaches_the_log(api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox):
    chat_id = 987654321
    quoting = refusal(400, 'Bad Request: wrong button "my secret" of 987654321')
    api.answer("sendMessage", cut, refusal(500, "my secret"), quoting)
    outbox.lines(chat_id, "my secret")

    with structlog.testing.capture_logs() as entries:
        scripted_sender.wake(chat_id)
        await scripted_sender.idle()

    assert entries
    assert "secret" not in str(entries)
    assert str(chat_id) not in str(entries)
    assert "secret" not in str(outbox.dead)


async def test_with_a_tenth_of_all_calls_cut_everything_arrives_in_order(
    sandbox: Sandbox, sender: Sender, outbox: MemoryOutbox, meet
):
    people = [meet(f"person {number}") for number in range(20)]
    sandbox.use_faults(Faults(drop=0.1, status={500: 0.1}, seed=7))
    for person in people:
        outbox.lines(person, *"abcdefgh")
        sender.wake(person)
    await sender.idle()

    for person in people:
        said = [message.body["text"] for message in sandbox.messages(person) if message.from_bot]
        assert "".join(dict.fromkeys(said)) == "".join(sorted(set(said)))
        assert said == sorted(said)
    lines = sum(len({m.body["text"] for m in sandbox.messages(p) if m.from_bot}) for p in people)
    assert 20 * 8 - lines <= sender.counts.possibly_lost


@pytest.mark.parametrize(("doubted_before", "tries"), [(False, 2), (True, 1)])
async def test_a_reminder_that_may_have_arrived_is_sent_once_more_at_most(
    api: ScriptedApi, scripted_sender: Sender, outbox: MemoryOutbox, sandbox: Sandbox, doubted_before: bool, tries: int
):
    api.answer("sendMessage", *[cut] * 9)
    outbox.add(LIN, Outgoing("send", "one thing today", asks=True, patient=True))
    if doubted_before:
        taken = await outbox.take(LIN, sandbox.now())
        assert taken is not None
        await outbox.doubt(taken)

    scripted_sender.wake(LIN)
    await scripted_sender.idle()

    assert api.texts() == ["one thing today"] * tries
    assert (scripted_sender.counts.possibly_lost, outbox.waiting) == (1, 0)
