"""python -m bot run."""

from __future__ import annotations

from argparse import Namespace

import uvloop

from bot.holding_on import run_or_hold_on
from bot.logs import set_up_logs
from bot.memory import one_arena
from bot.settings import load_settings


def execute(_asked: Namespace) -> int:
    """Run the bot until it is told to stop; while it cannot start, give numbers to who asks for help."""
    one_arena()
    settings = load_settings()
    settings.token()
    set_up_logs(settings.log_level, settings.log_format)
    return uvloop.run(run_or_hold_on(settings))
