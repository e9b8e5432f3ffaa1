"""python -m bot up: with a token the bot on Telegram, without one the sandbox with the bot in it."""

from __future__ import annotations

import sys
from argparse import Namespace

import uvloop
from pydantic import SecretStr

from bot.app import Bot, run_bot
from bot.assembly import HOME, load_commands
from bot.commands import run
from bot.errors import SettingsError
from bot.logs import set_up_logs
from bot.sandbox import DEFAULT_TOKEN, OffsetClock, RunningServer, Sandbox, saved_to, serve
from bot.settings import Settings, load_settings, parse_place


def execute(asked: Namespace) -> int:
    """Run until told to stop."""
    settings = load_settings()
    if settings.telegram_bot_token is not None:
        return run.execute(asked)
    set_up_logs("warning", settings.log_format)
    uvloop.run(try_out(settings))
    return 0


async def try_out(settings: Settings) -> None:
    """The bot and the sandbox in one process, on one clock that the page can move. Raises SettingsError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    clock = OffsetClock()
    name = load_commands(HOME).name
    shown = f"{name.zh_Hans} · {name.zh_Hant}"
    sandbox = Sandbox(clock=clock, bot_name=shown)
    async with saved_to(sandbox, settings.data_dir / "sandbox.json"):
        server = await _serve(sandbox, settings)
        local = settings.model_copy(
            update={
                "telegram_bot_token": SecretStr(DEFAULT_TOKEN),
                "telegram_api_url": server.url,
                "webhook_url": None,
            }
        )

        def ready(bot: Bot) -> None:
            sandbox.clock_listeners += (lambda _by: bot.alarm.ring(), lambda _by: bot.workshop.ring())
            print(f"\n  {shown}  →  {server.url}\n\n  Ctrl-C\n", file=sys.stderr, flush=True)

        try:
            await run_bot(local, clock.now, ready)
        finally:
            await server.close()


async def _serve(sandbox: Sandbox, settings: Settings) -> RunningServer:
    host, port = parse_place(settings.sandbox_listen)
    try:
        return await serve(sandbox, host, port)
    except OSError:
        raise SettingsError(
            f"SANDBOX_LISTEN is wrong: {settings.sandbox_listen} is taken by another program; "
            "set another port, or 127.0.0.1:0 for any free one."
        ) from None
