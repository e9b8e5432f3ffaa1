"""The newest message is there and on the screen, whatever came at the same moment; a calendar stays whole."""

import asyncio
from typing import Any

import pytest
from page_stage import PHONE, ScriptedBot, Visitor, bot_running, bubbles, started
from playwright.async_api import Route, expect

from bot.sandbox import RunningServer

pytestmark = pytest.mark.browser


async def test_a_message_that_comes_while_the_chat_is_asked_for_stays(visitor: Visitor, server: RunningServer) -> None:
    asked, may_answer = asyncio.Event(), asyncio.Event()

    async def held_back(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await may_answer.wait()
        await route.fulfill(response=answer)

    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        update = bot.updates[0]
        await page.route("**/sandbox/people/*/chat", held_back)
        await bot.call("setMyCommands", commands=[{"command": "help", "description": "看看能做什么"}])
        await asked.wait()
        await bot.send(update, "后来的一句")
        await expect(bubbles(page).last).to_contain_text("后来的一句")
        may_answer.set()
        await expect(page.get_by_role("button", name="菜单")).to_be_visible()
        await expect(bubbles(page).last).to_contain_text("后来的一句")


async def test_the_question_after_an_answered_one_comes_into_view(visitor: Visitor, server: RunningServer) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await bot.call("answerCallbackQuery", callback_query_id=query["id"])
            message = query["message"]
            where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            await bot.call("editMessageText", **where, text="选了：一")
            await ask(bot, query)
        else:
            await ask(bot, update)

    async def ask(bot: ScriptedBot, update: dict[str, Any]) -> None:
        rows = [[{"text": text, "callback_data": text}] for text in "一二三四五"]
        await bot.send(update, "你好，哪一个？" + "很长的问题" * 20, *rows)

    async with bot_running(server, reply):
        page = await started(visitor, server.url, PHONE)
        for number in range(2, 12):
            await page.get_by_role("button", name="一", exact=True).last.click()
            await expect(bubbles(page)).to_have_count(number + 1)
            await expect(page.get_by_role("listitem").last).to_be_in_viewport(ratio=0.95)


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_a_week_of_a_calendar_stays_on_one_line(visitor: Visitor, server: RunningServer, width: int) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        title = [{"text": text, "callback_data": text} for text in ("‹", "2026年11月", "›")]
        week = [{"text": str(day), "callback_data": str(day)} for day in range(23, 30)]
        await bot.send(update, "你好，哪一天？", title, week)

    async with bot_running(server, reply):
        page = await started(visitor, server.url, {"width": width, "height": 700})
        places = [await key.bounding_box() for key in await page.locator(".key").all()]
        tops = [place["y"] for place in places if place]
        assert [tops.count(top) for top in sorted(set(tops))] == [3, 7]
        assert await page.evaluate("document.documentElement.scrollWidth") == width
