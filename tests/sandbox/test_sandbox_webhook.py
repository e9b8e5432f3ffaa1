"""A webhook gets every update, in order within a chat, until it has answered 2xx."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web


class Receiver:
    """A bot's side of the webhook; `answers` are given first, then empty 200s."""

    def __init__(self) -> None:
        self.url = ""
        self.got: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.secrets: set[str | None] = set()
        self.answers: list[web.Response] = []

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.got.put(await request.json())
        return self.answers.pop(0) if self.answers else web.Response()

    async def next_text(self) -> str:
        update = await asyncio.wait_for(self.got.get(), 5)
        return str(update["message"]["text"])


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_what_waited_and_what_comes_is_pushed_with_the_secret(sandbox, lin, api, receiver) -> None:
    sandbox.say(lin, "早")
    await api.result("setWebhook", url=receiver.url, secret_token="s-3")
    assert await receiver.next_text() == "早"

    sandbox.say(lin, "晚")
    assert await receiver.next_text() == "晚"
    assert receiver.secrets == {"s-3"}


async def test_a_failed_delivery_is_repeated_before_the_next_of_the_chat(sandbox, lin, api, receiver) -> None:
    sandbox.webhook.first_retry = 0.01
    receiver.answers = [web.Response(status=500), web.Response(status=502)]
    await api.result("setWebhook", url=receiver.url)
    sandbox.say(lin, "一")
    sandbox.say(lin, "二")

    assert [await receiver.next_text() for _ in range(4)] == ["一", "一", "一", "二"]
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"


async def test_a_chat_whose_delivery_fails_does_not_hold_up_others(sandbox, lin, api, receiver) -> None:
    sandbox.webhook.first_retry = 60
    receiver.answers = [web.Response(status=500)]
    other = sandbox.add_person("阿美", "zh-hant")
    await api.result("setWebhook", url=receiver.url)
    sandbox.say(lin, "卡住")
    assert await receiver.next_text() == "卡住"
    sandbox.say(other, "過得去")

    assert await receiver.next_text() == "過得去"
    assert (await api.result("getWebhookInfo"))["pending_update_count"] >= 1


async def test_a_call_in_the_answer_is_carried_out(sandbox, lin, api, receiver) -> None:
    shown = asyncio.get_running_loop().create_future()
    sandbox.listen(lambda _, event: shown.set_result(event.message.text) if event.message.from_bot else None)
    receiver.answers = [web.json_response({"method": "sendMessage", "chat_id": lin, "text": "你好"})]
    await api.result("setWebhook", url=receiver.url)
    sandbox.say(lin, "在吗")

    assert await asyncio.wait_for(shown, 5) == "你好"


async def test_polling_is_refused_while_a_webhook_is_set(lin, api, receiver) -> None:
    await api.result("setWebhook", url=receiver.url)

    assert (await api.refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")
    await api.result("deleteWebhook")
    assert await api.result("getUpdates") == []


async def test_setting_a_webhook_ends_a_waiting_poll(lin, api, receiver) -> None:
    waiting = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await api.result("getMe")
    await api.result("setWebhook", url=receiver.url)

    assert await waiting == "Conflict: terminated by setWebhook request"


async def test_dropping_pending_updates_forgets_them(sandbox, lin, api) -> None:
    sandbox.say(lin, "忘了吧")
    await api.result("deleteWebhook", drop_pending_updates=True)

    assert await api.result("getUpdates") == []


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"url": "ftp://bot"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://127.0.0.1/x", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_cannot_work_is_refused(api, parameters, why) -> None:
    assert await api.refusal("setWebhook", **parameters) == f"Bad Request: {why}"
