"""python -m bot sandbox."""

from __future__ import annotations

import sys
from argparse import Namespace

import uvloop

from bot.logs import set_up_logs
from bot.sandbox import DEFAULT_TOKEN, RunningServer, run_sandbox
from bot.settings import load_settings, parse_place


def execute(_asked: Namespace) -> int:
    """Serve the sandbox until it is told to stop; print where, and the token a bot needs."""
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format)
    host, port = parse_place(settings.sandbox_listen)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)

    def ready(server: RunningServer) -> None:
        print(
            f"{server.url}   TELEGRAM_API_URL={server.url} TELEGRAM_BOT_TOKEN={DEFAULT_TOKEN}",
            file=sys.stderr,
        )

    uvloop.run(run_sandbox(host, port, settings.data_dir / "sandbox.json", ready))
    return 0
