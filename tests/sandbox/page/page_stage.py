"""What the tests of the chat page share: a bot written for the test, a watched browser, a person's moves."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from playwright.async_api import Browser, Page, expect

from bot.sandbox import RunningServer

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
SMALLEST_TARGET = 44
"""CSS pixels; the size a thumb needs (WCAG 2.5.5)."""
AA_CONTRAST = 4.5
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060606000000005"
    "0001a5f645400000000049454e44ae426082"
)
Reply = Callable[["ScriptedBot", dict[str, Any]], Awaitable[None]]


@dataclass
class ScriptedBot:
    """A bot that keeps every update it gets and answers by a function of the test."""

    base: str
    http: aiohttp.ClientSession
    reply: Reply
    updates: list[dict[str, Any]] = field(default_factory=list)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def call(self, method: str, **arguments: Any) -> Any:
        async with self.http.post(f"{self.base}/{method}", json=arguments) as response:
            return (await response.json())["result"]

    async def send(self, update: dict[str, Any], text: str, *keys: list[dict[str, Any]]) -> Any:
        chat = update["message"]["chat"]["id"]
        markup = {"reply_markup": {"inline_keyboard": list(keys)}} if keys else {}
        return await self.call("sendMessage", chat_id=chat, text=text, **markup)

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self.reply(self, update)
                async with self.news:
                    self.updates.append(update)
                    self.news.notify_all()

    async def got(self, kind: str, fits: Callable[[Any], bool] = lambda _: True) -> Any:
        """The payload of the first update of this kind that fits; waits for it."""

        def found() -> list[Any]:
            return [update[kind] for update in self.updates if kind in update and fits(update[kind])]

        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(found)
        return found()[0]


async def says_hello(bot: ScriptedBot, update: dict[str, Any]) -> None:
    if update.get("message", {}).get("text") == "/start":
        await bot.send(update, "你好")


@dataclass
class Visitor:
    """A browser, and whatever its pages complained about."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page, home: str) -> None:
        page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        page.on("console", lambda line: self._hear(line.text))
        page.on("request", lambda request: self._see(request.url, home))

    def _hear(self, line: str) -> None:
        if "Content Security Policy" in line:
            self.complaints.append(line)

    def _see(self, address: str, home: str) -> None:
        if not address.startswith(home):
            self.complaints.append(f"loaded from elsewhere: {address}")


@contextlib.asynccontextmanager
async def bot_running(server: RunningServer, reply: Reply = says_hello) -> AsyncIterator[ScriptedBot]:
    token = server.world.bot.token
    async with aiohttp.ClientSession() as http:
        bot = ScriptedBot(f"{server.url}/bot{token}", http, reply)
        task = asyncio.create_task(bot.run())
        try:
            yield bot
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def opened(visitor: Visitor, url: str, viewport: dict[str, int] = DESK, **options: Any) -> Page:
    """The page in a fresh browser profile."""
    context = await visitor.browser.new_context(viewport=viewport, **({"locale": "zh-CN"} | options))
    page = await context.new_page()
    visitor.watch(page, url)
    await page.goto(url)
    await expect(page.locator("#start:visible, .message").first).to_be_visible()
    return page


async def started(visitor: Visitor, url: str, viewport: dict[str, int] = DESK, **options: Any) -> Page:
    """The page after /start was pressed and answered."""
    page = await opened(visitor, url, viewport, **options)
    await page.click("#start")
    await expect(bubbles(page).last).to_contain_text("你好")
    return page


def bubbles(page: Page) -> Any:
    return page.locator(".message .bubble")


async def write(page: Page, text: str) -> None:
    await page.fill("#write", text)
    await page.press("#write", "Enter")


async def attach(page: Page, kind: str) -> None:
    await page.click("#attach")
    await page.click(f"#attach-menu [data-kind={kind}]")
