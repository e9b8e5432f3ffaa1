"""What is around the chat: time, script, small screens, lost connections, access without eyes or a mouse."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from page_stage import (
    AA_CONTRAST,
    PHONE,
    SMALLEST_TARGET,
    ScriptedBot,
    Visitor,
    bot_running,
    bubbles,
    opened,
    started,
)
from playwright.async_api import expect

from bot.sandbox import RunningServer, Sandbox, serve

pytestmark = pytest.mark.browser


async def test_time_moves_forward_to_tomorrow_morning(visitor: Visitor, server: RunningServer) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    before = server.world.now().astimezone(zone)
    page = await opened(visitor, server.url)
    await page.get_by_role("button", name="到明天 10:00").click()
    await expect(page.locator("#clock-time")).to_have_text("10:00")
    now = server.world.now().astimezone(zone)
    assert now.date() == (before + timedelta(days=1)).date()
    assert abs(now - datetime(now.year, now.month, now.day, 10, tzinfo=zone)) < timedelta(seconds=30)


async def test_the_whole_page_can_be_read_in_traditional_script(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server):
        page = await started(visitor, server.url)
        await page.get_by_role("radio", name="繁體").check(force=True)
        await expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
        await expect(page.locator("#tools")).to_contain_text("現在是誰在聊")
        await expect(page.locator("#write")).to_have_attribute("placeholder", "輸入訊息")
        await page.reload()
        await expect(page.locator("#tools")).to_contain_text("現在是誰在聊")


async def test_on_a_phone_the_tools_wait_behind_one_button(visitor: Visitor, server: RunningServer) -> None:
    page = await opened(visitor, server.url, PHONE)
    await expect(page.locator("#tools")).to_be_hidden()
    assert await page.locator("#chat").bounding_box() == {"x": 0, "y": 0, **PHONE}
    await page.get_by_role("button", name="沙盒工具").click()
    await expect(page.locator("#tools-close")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#tools")).to_be_hidden()
    await expect(page.locator("#tools-button")).to_be_focused()


async def test_every_button_is_large_enough_for_a_thumb_and_nothing_sticks_out(
    visitor: Visitor, server: RunningServer
) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        numbers = [{"text": str(n), "callback_data": str(n)} for n in range(8)]
        long = [{"text": "很长的按钮上的字" * 6, "callback_data": "long"}]
        await bot.send(update, "你好" + "w" * 300, numbers, long)

    async with bot_running(server, reply):
        page = await started(visitor, server.url, {"width": 320, "height": 640})
        for key in await page.locator(".key, .foot button:visible, .chat-head button").all():
            box = await key.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= SMALLEST_TARGET
            assert box["x"] + box["width"] <= 320
        assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_a_server_that_starts_again_is_found_again(visitor: Visitor, sandbox: Sandbox) -> None:
    server = await serve(sandbox, "127.0.0.1", 0)
    port = int(server.url.rpartition(":")[2])
    async with bot_running(server):
        page = await started(visitor, server.url)
    await server.close()
    await expect(page.locator("#offline")).to_contain_text("正在重新连上", timeout=10_000)
    await page.fill("#write", "还在吗")
    again = await serve(Sandbox(), "127.0.0.1", port)
    try:
        await expect(page.locator("#offline")).to_be_empty(timeout=15_000)
        await expect(page.locator("#start")).to_be_visible()
        async with bot_running(again):
            await page.click("#start")
            await expect(bubbles(page).last).to_contain_text("你好")
    finally:
        await again.close()


async def test_the_screen_keeps_the_newest_three_hundred_messages(
    visitor: Visitor, sandbox: Sandbox, server: RunningServer
) -> None:
    person = sandbox.add_person("我", "zh-hans")
    for number in range(320):
        sandbox.say(person, f"n{number}")
    page = await opened(visitor, server.url)
    await expect(bubbles(page)).to_have_count(300)
    sandbox.say(person, "最新")
    await expect(bubbles(page).last).to_contain_text("最新")
    await expect(bubbles(page)).to_have_count(300)
    await expect(bubbles(page).last).to_be_in_viewport()


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_from_what_it_is_written_on(visitor: Visitor, server: RunningServer, scheme: str) -> None:
    page = await opened(visitor, server.url, color_scheme=scheme)
    names = [
        "ink",
        "soft",
        "accent",
        "accent-ink",
        "note",
        "note-ink",
        "paper",
        "surface",
        "mine",
        "accent-wash",
        "desk",
    ]
    colours = await page.evaluate(
        "names => names.map(name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`))",
        names,
    )
    light = dict(zip(names, map(luminance, colours), strict=True))
    grounds = ["paper", "surface", "mine", "accent-wash", "desk"]
    pairs = [(text, ground) for text in ("ink", "soft", "accent") for ground in grounds]
    pairs += [("accent-ink", "accent"), ("note-ink", "note")]
    for text, ground in pairs:
        high, low = sorted((light[text], light[ground]), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= AA_CONTRAST, (text, ground)


async def test_the_chat_can_be_used_without_a_mouse(visitor: Visitor, server: RunningServer) -> None:
    async def reply(bot: ScriptedBot, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="记下了")
        else:
            await bot.send(update, "你好", [{"text": "好", "callback_data": "yes"}])

    async with bot_running(server, reply) as bot:
        page = await started(visitor, server.url)
        await page.focus("#write")
        for _ in range(10):
            await page.keyboard.press("Shift+Tab")
            if await page.evaluate("document.activeElement.matches('.key')"):
                break
        await page.keyboard.press("Enter")
        assert (await bot.got("callback_query"))["data"] == "yes"
        await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
        await expect(page.get_by_role("main", name="聊天")).to_be_visible()
        await expect(page.get_by_role("complementary", name="沙盒工具")).to_be_visible()


async def test_choosing_somebody_while_the_server_is_away_opens_their_chat_when_it_is_back(
    visitor: Visitor, sandbox: Sandbox
) -> None:
    first, second = sandbox.add_person("一号", "zh-hans"), sandbox.add_person("二号", "zh-hans")
    sandbox.say(first, "我是一号")
    server = await serve(sandbox, "127.0.0.1", 0)
    page = await opened(visitor, server.url)
    await server.close()
    await expect(page.locator("#offline")).to_contain_text("正在重新连上", timeout=10_000)
    await page.locator(".person", has_text="二号").click()
    fresh = Sandbox()
    for name in ("一号", "二号"):
        fresh.add_person(name, "zh-hans")
    fresh.say(second, "我是二号")
    again = await serve(fresh, "127.0.0.1", int(server.url.rpartition(":")[2]))
    try:
        await expect(bubbles(page)).to_contain_text(["我是二号"], timeout=15_000)
    finally:
        await again.close()
