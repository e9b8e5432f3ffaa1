"""When the bot cannot start: whoever asks for help gets numbers; nothing is kept, and nothing is confirmed to Telegram.

The updates wait there, up to a day, for the bot that starts again. Only the newest hundred or so that wait are seen.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack

import structlog

from bot.app import WEBHOOK_PATH, run_bot
from bot.assembly import HOME, Home
from bot.content.last_resort import load_last_resort
from bot.conversation.lifeline import Lifeline, last_texts
from bot.conversation.values import InboxRow
from bot.conversation.world import World
from bot.errors import ContentError, DatabaseTaken, StorageError
from bot.settings import Settings, parse_place
from bot.telegram.calls import Calls
from bot.telegram.polling import Poller
from bot.telegram.request import make_bot
from bot.telegram.updates import read_update
from bot.telegram.veil import Shown

AGAIN = 60.0
"""Seconds until the start is tried again."""

log = structlog.get_logger(__name__)


async def run_or_hold_on(settings: Settings, again: float = AGAIN) -> int:
    """Run the bot; while it cannot start, hold on and try again. Gives the exit code; raises BotError.

    Another process that has the database is no reason to hold on: that one answers, and two would hinder each other.
    """
    holding: HoldingOn | None = None
    while True:
        try:
            await run_bot(settings)
        except DatabaseTaken:
            raise
        except (ContentError, StorageError, OSError) as problem:
            if not settings.hold_on:
                raise
            print(problem, file=sys.stderr, flush=True)  # noqa: T201 - the one line that says what to mend
            log.error("holding_on", fault=type(problem).__name__, again_in=again)
            holding = holding or HoldingOn(settings)
            if await holding.wait(again):
                return 2
        else:
            return 0


class HoldingOn:
    """Gives numbers to people who ask for help; remembers whom it has answered from one ``wait`` to the next."""

    def __init__(self, settings: Settings, home: Home = HOME) -> None:
        self._settings = settings
        self._last = load_last_resort(home.content)
        self._lifeline = Lifeline(_no_world, self._send, self._texts)
        self._calls: Calls | None = None

    async def wait(self, seconds: float) -> bool:
        """Answer for so long; true when told to stop (SIGTERM, SIGINT). Raises TokenRefused, AnotherPoller."""
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        async with AsyncExitStack() as stack:
            settings = self._settings
            telegram = make_bot(settings.token(), settings.telegram_api_url, proxy=settings.telegram_proxy)
            self._calls = Calls(telegram)
            stack.push_async_callback(self._calls.close)
            source = asyncio.create_task(self._listen(self._calls))
            told = asyncio.create_task(stopping.wait())
            await asyncio.wait({source, told}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if source.done():
                await source
            for task in (source, told):
                task.cancel()
            await asyncio.gather(source, told, return_exceptions=True)
        return stopping.is_set()

    async def _listen(self, calls: Calls) -> None:
        settings = self._settings
        if settings.webhook_url is None:
            await Poller(calls, self._receive, lambda _: None).run()
            return
        # A web server takes megabytes: only who wants one pays for it.
        from bot.telegram.webhook import Webhook, listening  # noqa: PLC0415

        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        webhook = Webhook(secret, self._receive, lambda _: None)
        async with listening(webhook, *parse_place(settings.webhook_listen), WEBHOOK_PATH):
            await asyncio.Event().wait()

    async def _receive(self, rows: Sequence[InboxRow]) -> list[int]:
        await self._lifeline.reach(rows)
        raise StorageError("Nothing can be kept: the bot has not started.")

    async def _send(self, chat_id: int, text: str) -> None:
        if self._calls is not None:
            await self._calls.send(chat_id, Shown(text))

    def _texts(self, row: InboxRow) -> Sequence[str]:
        return last_texts(self._last, read_update(row.payload))


def _no_world() -> World:
    """There is none."""
    raise ContentError
