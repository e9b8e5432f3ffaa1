"""The sandbox as a server on this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.sandbox.bot_api import BotApi
from bot.sandbox.control import Control
from bot.sandbox.event_source import event_routes
from bot.sandbox.page_files import page_routes
from bot.sandbox.saved_state import load_state, save_state
from bot.sandbox.world import World

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes; above the 50 MB a bot may upload."""
SAVE_EVERY = 0.5
"""Seconds between two looks at whether there is something to save."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at `url` (no slash at the end) until it is closed."""

    url: str
    world: World
    runner: web.AppRunner

    @property
    def bot_api_url(self) -> str:
        """What goes in front of the token: <url>/bot."""
        return f"{self.url}/bot"

    async def close(self) -> None:
        """Let every waiting call go and stop listening."""
        self.world.stop_serving()
        await self.world.webhook.stop()
        await self.runner.cleanup()


def application(world: World) -> web.Application:
    """The routes of the Bot API, the control API and the page."""
    api = BotApi(world)
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_route("*", "/bot{token}/{method}", api.answer)
    app.router.add_route("GET", "/file/bot{token}/{path:.+}", api.download)
    app.router.add_routes([*Control(world).routes(), *event_routes(world), *page_routes()])
    return app


async def serve(world: World, host: str = "127.0.0.1", port: int = 0) -> RunningServer:
    """Start a server; port 0 takes a free one. Raises OSError when the port is taken."""
    runner = web.AppRunner(application(world), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=1024)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    world.serving = True
    if world.webhook.is_set:
        world.webhook.start()
    place = f"[{host}]" if ":" in host else host
    return RunningServer(f"http://{place}:{runner.addresses[0][1]}", world, runner)


@contextlib.asynccontextmanager
async def saved_to(world: World, path: Path | None) -> AsyncIterator[None]:
    """Load the world from a file, and keep the file up to date while inside."""
    if path is None:
        yield
        return
    load_state(world, path)
    saver = asyncio.create_task(_keep_saving(world, path))
    try:
        yield
    finally:
        saver.cancel()
        await asyncio.gather(saver, return_exceptions=True)
        save_state(world, path)


async def run_sandbox(
    host: str,
    port: int,
    state_file: Path | None,
    on_ready: Callable[[RunningServer], None] = lambda _: None,
) -> None:
    """Serve a sandbox until cancelled; with a state file it survives a restart.

    `on_ready` gets the server once it answers, to print its address. Raises OSError when the port is taken,
    StateFileUnreadable when the state file cannot be read.
    """
    world = World()
    async with saved_to(world, state_file):
        server = await serve(world, host, port)
        on_ready(server)
        try:
            await asyncio.Event().wait()
        finally:
            await server.close()


async def _keep_saving(world: World, path: Path) -> None:
    while True:
        await asyncio.sleep(SAVE_EVERY)
        if world.changed:
            save_state(world, path)
