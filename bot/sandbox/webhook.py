"""Updates pushed to the bot: in order within a chat, several chats at once, again until it answers 2xx."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.sandbox.model import JsonObject
from bot.sandbox.refusals import bad_request
from bot.sandbox.updates import Update, UpdateQueue

FIRST_RETRY = 0.5
LONGEST_RETRY = 60.0
"""Seconds; the pause doubles from the first to the longest."""
LONGEST_ANSWER = 60.0
LOOK_AHEAD = 4
"""How many times max_connections of the queue is looked through for a chat that is free."""

Caller = Callable[[str, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where updates go; `secret` is sent back in X-Telegram-Bot-Api-Secret-Token."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40


def check_url(url: str) -> str:
    """An address to push to, raises Refused; plain http will do, as with a local Bot API server."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    return url


class Webhook:
    """The deliverer: asleep while no address is set."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self.settings = WebhookSettings()
        self.last_error: tuple[int, str] | None = None
        self.first_retry = FIRST_RETRY
        self.call: Caller | None = None
        self._wake = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None
        self._flights: dict[int, asyncio.Task[None]] = {}
        self._busy_chats: set[int] = set()

    @property
    def is_set(self) -> bool:
        """Whether updates are pushed instead of polled."""
        return bool(self.settings.url)

    async def use(self, settings: WebhookSettings) -> None:
        """Deliver there from now on; an empty address stops delivery."""
        await self.stop()
        self.settings = settings
        self.last_error = None
        if settings.url:
            self.start()

    def start(self) -> None:
        """Begin to deliver in the running event loop."""
        self._updates.on_add = self._wake.set
        self._wake.set()
        self._pump = asyncio.create_task(self._deliver_all())

    async def stop(self) -> None:
        """Stop; what was not answered stays in the queue."""
        # A bot may change its webhook in its answer to a webhook: that delivery must not stop itself.
        me = asyncio.current_task()
        tasks = [task for task in (self._pump, *self._flights.values()) if task and task is not me]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._pump = None
        self._flights.clear()
        self._busy_chats.clear()

    def info(self) -> JsonObject:
        """A Telegram WebhookInfo."""
        shape: JsonObject = {
            "url": self.settings.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.is_set:
            shape["max_connections"] = self.settings.max_connections
        if self.last_error:
            shape["last_error_date"], shape["last_error_message"] = self.last_error
        if self._updates.allowed:
            shape["allowed_updates"] = sorted(self._updates.allowed)
        return shape

    async def _deliver_all(self) -> None:
        timeout = aiohttp.ClientTimeout(total=LONGEST_ANSWER)
        connector = aiohttp.TCPConnector(limit=self.settings.max_connections)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            while True:
                await self._wake.wait()
                self._wake.clear()
                self._take_off(session)

    def _take_off(self, session: aiohttp.ClientSession) -> None:
        free = self.settings.max_connections - len(self._flights)
        for update in self._updates.waiting(self.settings.max_connections * LOOK_AHEAD):
            if free <= 0:
                return
            if update.id not in self._flights and update.chat_id not in self._busy_chats:
                free -= 1
                self._busy_chats.add(update.chat_id)
                self._flights[update.id] = asyncio.create_task(self._deliver(session, update))

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        pause = self.first_retry
        while not await self._push(session, update):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_RETRY)
        self._updates.finish(update.id)
        self._flights.pop(update.id, None)
        self._busy_chats.discard(update.chat_id)
        self._wake.set()

    async def _push(self, session: aiohttp.ClientSession, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.settings.secret
        try:
            async with session.post(self.settings.url, data=orjson.dumps(update.to_api()), headers=headers) as answer:
                body = await answer.read()
                if not 200 <= answer.status < 300:
                    self._failed(update, f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
        except (aiohttp.ClientError, TimeoutError) as problem:
            self._failed(update, f"Connection failed: {type(problem).__name__}")
            return False
        await self._obey(body)
        return True

    def _failed(self, update: Update, why: str) -> None:
        self.last_error = (int(update.at.timestamp()), why)

    async def _obey(self, body: bytes) -> None:
        """A call written into the webhook's answer is carried out; its result goes nowhere (Bot API)."""
        try:
            call = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if self.call and isinstance(call, dict) and isinstance(call.get("method"), str):
            await self.call(call.pop("method"), call)
