"""The request class: what a telegram.Bot gets from it, over real HTTP."""

from __future__ import annotations

import asyncio
import logging
import socket

import pytest
from scripted_api import TOKEN, ScriptedApi, cut, held, page, refusal, result
from telegram import Bot, InputFile
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import RunningServer
from bot.telegram.calls import Calls
from bot.telegram.flood import seconds_to_wait
from bot.telegram.network_faults import Cut, NotSent
from bot.telegram.request import TelegramRequest, make_bot
from bot.telegram.veil import Shown


async def test_a_telegram_bot_works_on_it(sandbox: Sandbox, server: RunningServer, lin: int):
    async with make_bot(sandbox.token, server.url) as bot:
        sent = await bot.send_message(lin, "你好", parse_mode="HTML")
        picture = await bot.send_document(lin, InputFile(b"abc\x00", "letter.txt"), caption="a letter")
        file = await bot.get_file(picture.document.file_id)
        content = await file.download_as_bytearray()

    assert sent.text == "你好"
    assert picture.document.file_name == "letter.txt"
    assert bytes(content) == b"abc\x00"


@pytest.mark.parametrize(
    ("code", "description", "error"),
    [
        (400, "Bad Request: chat not found", BadRequest),
        (401, "Unauthorized", InvalidToken),
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (409, "Conflict: terminated by other getUpdates request", Conflict),
        (500, "Internal Server Error", NetworkError),
    ],
)
async def test_refusals_become_the_errors_of_the_library(
    api: ScriptedApi, code: int, description: str, error: type[Exception]
):
    bot = make_bot(TOKEN, api.url)
    api.answer("sendMessage", refusal(code, description))

    with pytest.raises(error):
        await bot.send_message(1, "x")
    await bot.request.shutdown()


async def test_too_many_requests_say_how_long_to_wait(api: ScriptedApi):
    bot = make_bot(TOKEN, api.url)
    api.answer("sendMessage", refusal(429, "Too Many Requests: retry after 17", 17))

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(1, "x")
    await bot.request.shutdown()

    assert seconds_to_wait(refused.value) == 17.0


async def test_an_unreachable_server_surely_got_nothing():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # not listening: connections are refused
        request = TelegramRequest()
        with pytest.raises(NotSent):
            await request.post(f"http://127.0.0.1:{taken.getsockname()[1]}/x")
    await request.shutdown()


async def test_a_call_that_finds_no_free_connection_surely_was_not_sent(api: ScriptedApi):
    go = asyncio.Event()
    api.answer("getMe", held(go, result(True)))
    request = TelegramRequest(connections=1, connect=0.05, pool=0.05)
    first = asyncio.create_task(request.post(f"{api.url}/bot1/getMe"))
    await api.called("getMe")

    with pytest.raises(NotSent) as refused:
        await request.post(f"{api.url}/bot1/getMe")
    go.set()
    await first
    await request.shutdown()

    assert isinstance(refused.value, TimedOut)
    assert len(api.calls) == 1


async def test_a_cut_connection_is_not_taken_for_unsent(api: ScriptedApi):
    api.answer("getMe", cut)
    request = TelegramRequest()

    with pytest.raises(Cut) as broken:
        await request.post(f"{api.url}/bot1/getMe")
    await request.shutdown()

    assert not isinstance(broken.value, NotSent)


async def test_a_silent_server_times_out(api: ScriptedApi):
    api.answer("getMe", held(asyncio.Event(), result(True)))
    request = TelegramRequest(read=0.05)

    with pytest.raises(TimedOut) as silent:
        await request.post(f"{api.url}/bot1/getMe")
    await request.shutdown()

    assert not isinstance(silent.value, NotSent)


async def test_the_time_limit_of_one_call_counts_before_the_usual_one(api: ScriptedApi):
    api.answer("getMe", held(asyncio.Event(), result(True)))
    request = TelegramRequest(read=30)

    with pytest.raises(TimedOut):
        await request.post(f"{api.url}/bot1/getMe", read_timeout=0.05)
    await request.shutdown()


async def test_a_page_instead_of_json_is_trouble_of_the_server(api: ScriptedApi, caplog):
    api.answer("getMe", page)
    request = TelegramRequest()

    with pytest.raises(NetworkError):
        await request.post(f"{api.url}/bot1/getMe")
    await request.shutdown()

    assert not caplog.records


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://no such host", "nonsense://x"])
async def test_the_token_is_in_no_error(url: str):
    bot = make_bot("4242:very-secret", url)

    with pytest.raises(NetworkError) as refused:
        await bot.get_me()
    await bot.request.shutdown()

    assert "very-secret" not in str(refused.value)


async def test_even_at_debug_no_message_is_logged(api: ScriptedApi, caplog):
    with caplog.at_level(logging.DEBUG):
        calls = Calls(make_bot(TOKEN, api.url))
        await calls.send(1, Shown("my secret"))
        await calls.close()

    assert "my secret" not in caplog.text


async def test_connections_are_kept(api: ScriptedApi):
    ports = set()

    async def note(request, asked):
        ports.add(request.transport.get_extra_info("peername")[1])
        return await result(True)(request, asked)

    api.answer("getMe", *[note] * 5)
    request = TelegramRequest()
    for _ in range(5):
        await request.post(f"{api.url}/bot1/getMe")
    await request.shutdown()

    assert len(ports) == 1


async def test_a_closed_bot_sends_nothing_and_can_be_opened_again(api: ScriptedApi):
    request = TelegramRequest()
    await request.shutdown()
    with pytest.raises(NotSent):
        await request.post(f"{api.url}/bot1/getMe")

    async with request:
        assert await request.post(f"{api.url}/bot1/deleteWebhook") is True


async def test_calls_go_out_without_a_warning_and_without_previews(api: ScriptedApi):
    calls = Calls(make_bot(TOKEN, api.url))
    await calls.send(1, Shown("see https://example.org"))
    await calls.close()

    _, asked = api.calls[0]
    assert asked == {
        "chat_id": 1,
        "text": "see https://example.org",
        "link_preview_options": {"is_disabled": True},
    }


def test_a_bot_talks_to_the_address_it_is_given():
    bot = make_bot(TOKEN, "https://api.example.org/")

    assert isinstance(bot, Bot)
    assert bot.base_url == f"https://api.example.org/bot{TOKEN}"
    assert bot.base_file_url == f"https://api.example.org/file/bot{TOKEN}"
