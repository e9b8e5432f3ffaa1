"""A small page for those who watch over the bot: is it alive, and how much is waiting. No personal data."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

import orjson
from aiohttp import web

from bot.conversation.lanes import Lanes
from bot.storage.database import Database
from bot.storage.upkeep import count
from bot.telegram.sender import Sender


@dataclass(frozen=True, slots=True)
class Health:
    """What is asked."""

    database: Database
    lanes: Lanes
    sender: Sender

    async def answer(self, _request: web.Request) -> web.Response:
        """200 with figures while the database answers; aiohttp makes 500 of anything else."""
        figures = {
            "backlog": asdict(await count(self.database)),
            "sent": asdict(self.sender.counts),
            "turns": self.lanes.turns,
            "troubles": self.lanes.troubles,
        }
        return web.Response(body=orjson.dumps(figures), content_type="application/json")


@asynccontextmanager
async def watched(health: Health, place: tuple[str, int]) -> AsyncIterator[int]:
    """Serve /healthz at host and port inside the block; gives the port. Raises OSError when it is taken."""
    app = web.Application()
    app.router.add_get("/healthz", health.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, *place).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
