"""python -m bot chat: the conversation in a terminal; reads lines from a pipe too."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from datetime import UTC, datetime, timedelta

from bot.assembly import build_world
from bot.conversation.player import Message, Player
from bot.conversation.values import Key

FIRST = "/start"
LONGEST_WAIT = timedelta(minutes=6)
"""Between two lines of a pipe waits run at once; five minutes of breathing are the longest there are."""


def execute(asked: Namespace) -> int:
    """Talk until the input ends.

    The words of a button or its number tap it, `+SECONDS` lets time pass, all else is typed.
    """
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
    key = _named(line, [key for message in player.chat[-1:] for key in message.buttons])
    came = player.press(key.data, player.chat[-1]) if key is not None and key.data else player.type(line)
    if player.toast:
        print(f"   ({player.toast})")
    if not live and "wait" in player.timers:
        came += player.advance(LONGEST_WAIT)
    return came


def _named(line: str, keys: list[Key]) -> Key | None:
    """The button a line names: by its words first, so that 9 on a scale is 9 and not the ninth button."""
    by_words = next((key for key in keys if key.text == line), None)
    if by_words is not None or not line.isdecimal() or not 1 <= int(line) <= len(keys):
        return by_words
    return keys[int(line) - 1]


def _breathe(player: Player) -> None:
    """Let a bubble that rewrites itself do so in real time."""
    while "wait" in player.timers:
        pause = player.timers["wait"].due - player.now
        time.sleep(max(0.0, pause.total_seconds()))
        _show(player.advance(pause))


def _show(messages: list[Message]) -> None:
    for message in messages:
        print("\n" + "\n".join(f"  {line}" for line in message.text.split("\n")))
        numbers = [key.text for key in message.buttons if key.text.isdecimal()]
        if numbers:
            print(f"    {' '.join(numbers)}")
        for number, key in enumerate(message.buttons, 1):
            if key.text.strip() and not key.text.isdecimal():
                print(f"    {number}. {key.text}")
    sys.stdout.flush()
