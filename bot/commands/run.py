"""python -m bot run."""

from __future__ import annotations

from argparse import Namespace

import uvloop

from bot.app import run_bot
from bot.logs import set_up_logs
from bot.memory import one_arena
from bot.settings import load_settings


def execute(_asked: Namespace) -> int:
    """Run the bot until it is told to stop."""
    one_arena()
    settings = load_settings()
    settings.token()
    set_up_logs(settings.log_level, settings.log_format)
    uvloop.run(run_bot(settings))
    return 0
