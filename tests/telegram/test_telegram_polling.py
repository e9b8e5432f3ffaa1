"""Updates are confirmed only once they are stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from sample_updates import LIN as LIN_USER
from sample_updates import message
from scripted_api import TOKEN, ScriptedApi, held, refusal, result
from telegram import Bot
from watched import Watched

from bot.conversation.values import InboxRow
from bot.errors import AnotherPoller, StorageError, TokenRefused
from bot.sandbox.faults import Faults
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import RunningServer
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.polling import CONFLICTS, Poller
from bot.telegram.request import TelegramRequest, make_bot
from bot.telegram.updates import read_update


class Inbox(Watched):
    """Keeps rows once each, as storage does."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, InboxRow] = {}
        self.told: list[int] = []

    async def receive(self, rows: Sequence[InboxRow]) -> list[int]:
        new = [row for row in rows if row.update_id not in self.rows]
        self.rows.update((row.update_id, row) for row in new)
        self.changed()
        return [row.chat_id for row in new]

    def notify(self, chat_id: int) -> None:
        self.told.append(chat_id)

    def texts(self) -> list[str]:
        return [read_update(row.payload).text for row in self.rows.values()]

    async def has(self, count: int) -> None:
        await self.until(lambda: len(self.rows) >= count)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@asynccontextmanager
async def polling(poller: Poller) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(poller.run())
    yield task
    poller.stop()
    await asyncio.wait_for(task, 5)


async def test_what_people_write_is_stored_and_their_chats_are_told(
    sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int
):
    async with polling(Poller(calls, inbox.receive, inbox.notify)):
        await inbox.has(1)
        sandbox.say(lin, "hello")
        await inbox.has(2)

    assert inbox.texts() == ["/start", "hello"]
    assert inbox.told == [lin, lin]


async def test_nothing_is_confirmed_while_it_is_being_stored(api: ScriptedApi, scripted_calls: Calls, inbox: Inbox):
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def slow(rows: Sequence[InboxRow]) -> list[int]:
        reached.set()
        await go_on.wait()
        return await inbox.receive(rows)

    api.answer("getUpdates", result([{"update_id": 41, "message": message(text="hi")}]))
    async with polling(Poller(scripted_calls, slow, inbox.notify)):
        await reached.wait()
        calls_while_storing = list(api.methods())
        go_on.set()
        await api.called("getUpdates", 2)

    assert calls_while_storing == ["getwebhookinfo", "getupdates"]
    assert api.calls[2][1]["offset"] == 42


async def test_updates_whose_storing_was_killed_come_again(sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int):
    reached = asyncio.Event()

    async def hang(rows: Sequence[InboxRow]) -> list[int]:
        reached.set()
        await asyncio.Event().wait()
        return []

    dying = asyncio.create_task(Poller(calls, hang, inbox.notify).run())
    await asyncio.wait_for(reached.wait(), 5)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    sandbox.say(lin, "still there?")
    async with polling(Poller(calls, inbox.receive, inbox.notify)):
        await inbox.has(2)

    assert inbox.texts() == ["/start", "still there?"]


async def test_updates_that_could_not_be_stored_come_again_to_the_same_process(
    calls: Calls, inbox: Inbox, lin: int, quick: Backoff
):
    failures = 2

    async def fail_twice(rows: Sequence[InboxRow]) -> list[int]:
        nonlocal failures
        if failures:
            failures -= 1
            raise StorageError
        return await inbox.receive(rows)

    # Whoever writes in a crisis while a disk is full waits for that try, not for a network's growing patience.
    poller = Poller(calls, fail_twice, inbox.notify, backoff=Backoff(first=3600, cap=3600), keeping=quick)
    async with polling(poller):
        await inbox.has(1)

    assert inbox.texts() == ["/start"]
    assert poller.counts.failures == 2


async def test_a_restart_stores_nothing_twice(sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int):
    for _ in range(2):
        async with polling(Poller(calls, inbox.receive, inbox.notify)):
            await inbox.has(1)

    assert inbox.told == [lin]


async def test_an_open_poll_brings_an_update_at_once_and_stopping_drops_it_at_once(
    sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int
):
    loop = asyncio.get_running_loop()
    async with polling(Poller(calls, inbox.receive, inbox.notify, hold=30)):
        await inbox.has(1)
        said = loop.time()
        sandbox.say(lin, "quick")
        await inbox.has(2)
        waited, stopped = loop.time() - said, loop.time()

    assert waited < 1
    assert loop.time() - stopped < 1


async def test_a_poll_is_held_open_longer_than_other_calls_may_take(api: ScriptedApi, inbox: Inbox):
    request = TelegramRequest(read=0.05)
    calls = Calls(Bot(TOKEN, base_url=f"{api.url}/bot", request=request, get_updates_request=request))
    found = asyncio.Event()
    api.answer("getUpdates", held(found, result([{"update_id": 1, "message": message(text="hi")}])))
    poller = Poller(calls, inbox.receive, inbox.notify)
    async with polling(poller):
        await api.called("getUpdates")
        asyncio.get_running_loop().call_later(0.2, found.set)
        await inbox.has(1)
        assert poller.counts.failures == 0
    await calls.close()


async def test_five_hundred_updates_arrive_in_order(sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int):
    for number in range(500):
        sandbox.say(lin, str(number))
    async with polling(Poller(calls, inbox.receive, inbox.notify)):
        await inbox.has(501)

    assert inbox.texts() == ["/start", *map(str, range(500))]


async def test_a_broken_network_loses_no_update(sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int, quick: Backoff):
    sandbox.use_faults(Faults(drop=0.5, status={500: 0.2}, methods=("getUpdates",), seed=3))
    poller = Poller(calls, inbox.receive, inbox.notify, backoff=quick, hold=1)
    async with polling(poller):
        for number in range(20):
            sandbox.say(lin, str(number))
            await inbox.has(number + 2)
        sandbox.use_faults(Faults())

    assert inbox.texts() == ["/start", *map(str, range(20))]
    assert poller.counts.failures > 0


async def test_a_webhook_is_removed_and_what_waits_is_kept(sandbox: Sandbox, calls: Calls, inbox: Inbox, lin: int):
    await calls.set_webhook("http://127.0.0.1:9/nowhere", "secret")

    async with polling(Poller(calls, inbox.receive, inbox.notify)):
        await inbox.has(1)

    assert await calls.webhook_url() == ""
    assert inbox.texts() == ["/start"]


async def test_an_update_without_a_chat_is_counted_and_confirmed(api: ScriptedApi, scripted_calls: Calls, inbox: Inbox):
    inline = {"update_id": 5, "inline_query": {"id": "1", "from": LIN_USER, "query": "", "offset": ""}}
    api.answer("getUpdates", result([inline]))
    poller = Poller(scripted_calls, inbox.receive, inbox.notify)
    async with polling(poller):
        await api.called("getUpdates", 2)

    assert poller.counts.without_chat == 1
    assert inbox.rows == {}
    assert api.calls[2][1]["offset"] == 6


async def test_the_offset_follows_the_last_batch_only(api: ScriptedApi, scripted_calls: Calls, inbox: Inbox):
    """After a quiet week Telegram starts its ids anew: an old offset would confirm unread updates."""
    high = {"update_id": 9000, "message": message(text="before the quiet week")}
    low = {"update_id": 10, "message": message(text="after it")}
    api.answer("getUpdates", result([high]), result([]), result([low]))
    async with polling(Poller(scripted_calls, inbox.receive, inbox.notify)):
        await inbox.has(2)
        await api.called("getUpdates", 4)

    asked = [asked.get("offset") for method, asked in api.calls if method == "getupdates"]
    assert asked[:4] == [None, 9001, None, 11]


async def test_the_kinds_of_updates_wanted_are_named(api: ScriptedApi, scripted_calls: Calls, inbox: Inbox):
    async with polling(Poller(scripted_calls, inbox.receive, inbox.notify)):
        await api.called("getUpdates")

    asked = dict(api.calls)["getupdates"]
    assert set(asked["allowed_updates"]) >= {"message", "edited_message", "callback_query", "my_chat_member"}
    assert "offset" not in asked


async def test_a_wrong_token_ends_the_polling(server: RunningServer, inbox: Inbox):
    calls = Calls(make_bot("1:wrong", server.url))
    with pytest.raises(TokenRefused, match="BotFather"):
        await Poller(calls, inbox.receive, inbox.notify).run()
    await calls.close()


async def test_another_poller_is_believed_after_a_few_tries(
    api: ScriptedApi, scripted_calls: Calls, inbox: Inbox, quick: Backoff
):
    clash = refusal(409, "Conflict: terminated by other getUpdates request")
    api.answer("getUpdates", *[clash] * CONFLICTS)

    with pytest.raises(AnotherPoller, match="token of its own"):
        await Poller(scripted_calls, inbox.receive, inbox.notify, backoff=quick).run()


async def test_a_passing_conflict_is_waited_out(api: ScriptedApi, scripted_calls: Calls, inbox: Inbox, quick: Backoff):
    clash = refusal(409, "Conflict: terminated by other getUpdates request")
    found = result([{"update_id": 1, "message": message(text="hi")}])
    api.answer("getUpdates", *[clash] * (CONFLICTS - 1), found)
    async with polling(Poller(scripted_calls, inbox.receive, inbox.notify, backoff=quick)):
        await inbox.has(1)

    assert inbox.texts() == ["hi"]


async def test_too_many_polls_wait_as_long_as_asked(
    api: ScriptedApi, scripted_calls: Calls, inbox: Inbox, quick: Backoff
):
    api.answer("getUpdates", refusal(429, "Too Many Requests", 1))
    async with polling(Poller(scripted_calls, inbox.receive, inbox.notify, backoff=quick)):
        await api.called("getUpdates", 2)

    polls = [at for (method, _), at in zip(api.calls, api.at, strict=True) if method == "getupdates"]
    assert polls[1] - polls[0] >= 0.95


async def test_an_answer_that_is_no_list_of_updates_is_asked_for_again(
    api: ScriptedApi, scripted_calls: Calls, inbox: Inbox, quick: Backoff
):
    for wrong in ({}, [3], [{"message": {}}], [{"update_id": "7"}], [{"update_id": 2**64 - 1}]):
        api.answer("getUpdates", result(wrong))
    api.answer("getUpdates", result([{"update_id": 3, "message": message(text="你好")}]))
    async with polling(Poller(scripted_calls, inbox.receive, inbox.notify, backoff=quick)):
        await inbox.has(1)

    assert inbox.texts() == ["你好"]


async def test_half_a_character_in_one_message_does_not_hold_up_all_others(
    api: ScriptedApi, scripted_calls: Calls, inbox: Inbox, quick: Backoff
):
    updates = [{"update_id": n, "message": message(text=text)} for n, text in ((3, "\ud83d"), (4, "你好"))]
    body = json.dumps({"ok": True, "result": updates}).encode()

    async def torn(request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
        return web.Response(body=body, content_type="application/json")

    api.answer("getUpdates", torn)
    async with polling(Poller(scripted_calls, inbox.receive, inbox.notify, backoff=quick)):
        await inbox.has(2)

    assert inbox.texts() == ["?", "你好"]
