"""The bot in this process, over real HTTP with a sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.actions.logs import CONTACT
from bot.app import Bot, running
from bot.dialogue.values import loads
from bot.records.entry import Record
from bot.sandbox import RunningServer, Sandbox, serve
from bot.settings import Settings
from bot.storage import KeyRing, Storage, places
from bot.telegram.polling import Poller


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds of a person: where they are, what is known about them, their records."""

    turn: int
    place: list[Any]
    me: dict[str, Any]
    records: tuple[Any, ...]


@asynccontextmanager
async def served(sandbox: Sandbox) -> AsyncIterator[RunningServer]:
    """The sandbox over HTTP."""
    server = await serve(sandbox)
    try:
        yield server
    finally:
        await server.close()


@asynccontextmanager
async def talking(sandbox: Sandbox, server: RunningServer, folder: Path) -> AsyncIterator[Bot]:
    """A bot that polls the sandbox and keeps everything in ``folder``."""
    settings = Settings(
        telegram_bot_token=SecretStr(sandbox.token),
        telegram_api_url=server.url,
        data_dir=folder,
        sends_per_second=0,
        sends_per_second_per_chat=0,
        messages_per_minute=0,
    )
    async with running(settings) as bot:
        poller = Poller(bot.calls, bot.storage.store.receive, bot.lanes.wake, cover=bot.cover)
        polling = asyncio.create_task(poller.run())
        try:
            yield bot
        finally:
            poller.stop()
            await polling


async def kept(storage: Storage, folder: Path, chats: Sequence[int]) -> list[Kept]:
    """What is kept of each of these chats."""
    keys = KeyRing.load_or_create(folder / "key")
    return [await _person(storage, keys, chat_id) for chat_id in chats]


async def _person(storage: Storage, keys: KeyRing, chat_id: int) -> Kept:
    turn, sealed, me = await storage.database.read(
        lambda c: c.execute("SELECT turn, session, me FROM sessions WHERE chat_id = ?", (chat_id,)).fetchone()
    )
    session = loads(keys.open(sealed, places.of_session(chat_id, turn)))
    place = [[flow, step, answers] for flow, _version, step, answers, *_ in session["stack"]]
    records = await storage.store.all_records(chat_id)
    known = loads(keys.open(me, places.of_me(chat_id)))
    return Kept(turn, place, known, tuple(_told(record) for record in records))


def _told(record: Record) -> tuple[int, str, datetime | None, dict[str, Any]]:
    """A record without the moment it was written down, which differs from run to run."""
    body = {name: value for name, value in record.body.items() if name != "kept_at"}
    return record.number, record.kind, record.at if record.kind == CONTACT else None, body
