"""python -m bot chat: the conversation in a terminal; reads lines from a pipe too."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from datetime import UTC, datetime, timedelta

from bot.assembly import build_world
from bot.conversation.player import Message, Player

FIRST = "/start"
LONGEST_WAIT = timedelta(minutes=6)
"""Between two lines of a pipe waits run at once; five minutes of breathing are the longest there are."""


def execute(asked: Namespace) -> int:
    """Talk until the input ends. A number taps that button, `+SECONDS` lets time pass, all else is typed."""
    language = "zh-hant" if asked.script == "hant" else "zh-hans"
    player = Player(build_world(), datetime.now(UTC), language=language)
    live = sys.stdin.isatty()
    _show(player.type(FIRST))
    for line in sys.stdin:
        player.now = max(player.now, datetime.now(UTC))
        _show(_take(player, line.strip(), live=live))
        if live:
            _breathe(player)
    return 0


def _take(player: Player, line: str, *, live: bool) -> list[Message]:
    if line.startswith("+") and line[1:].isdecimal():
        return player.advance(timedelta(seconds=int(line[1:])))
    keys = [key for message in player.chat[-1:] for key in message.buttons]
    chosen = int(line) - 1 if line.isdecimal() and 1 <= int(line) <= len(keys) else None
    came = (
        player.type(line)
        if chosen is None or not keys[chosen].data
        else player.press(keys[chosen].data, player.chat[-1])
    )
    if player.toast:
        print(f"   ({player.toast})")
    if not live and "wait" in player.timers:
        came += player.advance(LONGEST_WAIT)
    return came


def _breathe(player: Player) -> None:
    """Let a bubble that rewrites itself do so in real time."""
    while "wait" in player.timers:
        pause = player.timers["wait"].due - player.now
        time.sleep(max(0.0, pause.total_seconds()))
        _show(player.advance(pause))


def _show(messages: list[Message]) -> None:
    for message in messages:
        print("\n" + "\n".join(f"  {line}" for line in message.text.split("\n")))
        for number, key in enumerate(message.buttons, 1):
            if key.text.strip():
                print(f"    {number}. {key.text}")
    sys.stdout.flush()
