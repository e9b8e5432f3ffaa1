"""The chat on the page: a newcomer, what the bot says, its buttons, its commands, writing to it."""

import asyncio
import re
from typing import Any

import pytest
from page_stage import ScriptedBot, Visitor, bot_running, bubbles, opened, started, write
from playwright.async_api import expect

from bot.sandbox import RunningServer

pytestmark = pytest.mark.browser


async def test_a_newcomer_sees_one_button_and_it_starts_the_bot(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await opened(visitor, server.url)
        await expect(page.locator("#composer")).to_be_hidden()
        await page.get_by_role("button", name="开始").click()
        await expect(bubbles(page)).to_have_text([re.compile("/start"), re.compile("你好")])
        message = await bot.got("message")
        assert (message["from"]["first_name"], message["from"]["language_code"]) == ("我", "zh-hans")


@pytest.mark.parametrize(
    ("locale", "code", "button"),
    [("zh-TW", "zh-hant", "開始"), ("zh-HK", "zh-hk", "開始"), ("en-GB", "en", "开始")],
)
async def test_the_first_person_and_the_page_follow_the_browsers_language(
    visitor: Visitor, server: RunningServer, locale: str, code: str, button: str
) -> None:
    page = await opened(visitor, server.url, locale=locale)
    await expect(page.get_by_role("button", name=button)).to_be_visible()
    assert [person.language_code for person in server.world.people.values()] == [code]


async def test_markup_in_a_message_stays_text(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server):
        page = await started(visitor, server.url)
        await write(page, "<img src=x onerror=document.title=1> <b>x</b>")
        await expect(bubbles(page).last).to_contain_text("<b>x</b>")
        assert await page.locator(".message img, .message b").count() == 0


async def test_entities_become_emphasis_and_links_that_open_elsewhere(visitor: Visitor, server: RunningServer) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        html = '😀你好 <b>先<i>记</i>下</b> <a href="https://example.org/a">这里</a>'
        chat = update["message"]["chat"]["id"]
        await bot.call("sendMessage", chat_id=chat, text=html, parse_mode="HTML")

    async with bot_running(server, reply):
        page = await started(visitor, server.url)
        answer = bubbles(page).last
        await expect(answer.locator("strong")).to_have_text("先记下")
        await expect(answer.locator("strong em")).to_have_text("记")
        await expect(answer.locator("a")).to_have_attribute("href", "https://example.org/a")
        await expect(answer.locator("a")).to_have_attribute("rel", "noopener noreferrer")


async def test_a_tapped_button_waits_for_its_answer_and_the_answer_is_shown(
    visitor: Visitor, server: RunningServer
) -> None:
    may_answer = asyncio.Event()

    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await may_answer.wait()
            query = update["callback_query"]
            where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="记下了")
            await bot.call("editMessageText", **where, text="选了：好")
        else:
            await bot.send(update, "你好", [{"text": "好", "callback_data": "yes"}])

    async with bot_running(server, reply):
        page = await started(visitor, server.url)
        key = page.get_by_role("button", name="好", exact=True)
        await key.click()
        await expect(key).to_have_attribute("aria-busy", "true")
        may_answer.set()
        await expect(page.locator("#toasts")).to_have_text("记下了")
        await expect(bubbles(page).last).to_contain_text("选了：好")
        await expect(bubbles(page).last).to_contain_text("已编辑")
        await expect(page.locator(".key")).to_have_count(0)


async def test_an_alert_has_to_be_closed_and_esc_closes_it(visitor: Visitor, server: RunningServer) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="先停一下", show_alert=True)
        else:
            await bot.send(update, "你好", [{"text": "停", "callback_data": "stop"}])

    async with bot_running(server, reply):
        page = await started(visitor, server.url)
        await page.locator(".key").click()
        await expect(page.get_by_role("dialog")).to_contain_text("先停一下")
        await expect(page.locator(".key")).not_to_have_attribute("aria-busy", "true")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await expect(page.locator(".key")).to_be_focused()


async def test_a_copy_button_copies_and_says_so(visitor: Visitor, server: RunningServer) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        await bot.send(update, "你好", [{"text": "复制这句话", "copy_text": {"text": "我核对后回复"}}])

    async with bot_running(server, reply):
        page = await started(visitor, server.url, permissions=["clipboard-read", "clipboard-write"])
        await page.locator(".key").click()
        await expect(page.locator(".key")).to_contain_text("已复制")
        assert await page.evaluate("navigator.clipboard.readText()") == "我核对后回复"


async def test_commands_are_listed_filtered_and_sent(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        commands = [
            {"command": "help", "description": "看看能做什么"},
            {"command": "pause", "description": "先停"},
        ]
        await bot.call("setMyCommands", commands=commands)
        page = await started(visitor, server.url)
        await page.get_by_role("button", name="菜单").click()
        await expect(page.locator("#commands button")).to_have_count(2)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="菜单")).to_be_focused()
        await page.locator("#write").press_sequentially("/pa")
        await expect(page.locator("#commands button")).to_have_text([re.compile("/pause.*先停")])
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await bot.got("message", lambda message: message.get("text") == "/pause")
        await expect(page.locator("#write")).to_have_value("")


async def test_shift_enter_and_an_input_methods_enter_do_not_send(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await page.locator("#write").press_sequentially("一")
        await page.evaluate(
            "document.getElementById('write').dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
        )
        await page.keyboard.press("Shift+Enter")
        await page.locator("#write").press_sequentially("二")
        await page.keyboard.press("Enter")
        await bot.got("message", lambda message: message.get("text") == "一\n二")
        await expect(bubbles(page)).to_have_count(3)
