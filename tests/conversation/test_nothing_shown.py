"""No value a turn works with shows a person's words when it is printed, and no failure quotes them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import orjson
import pytest
from structlog.testing import capture_logs

from bot.actions.registry import Action
from bot.conversation.allowance import Pace
from bot.conversation.lanes import Lanes
from bot.conversation.player import Player
from bot.conversation.values import InboxRow, Snapshot
from bot.conversation.world import World

MARK = "ZQX秘密"
PLAIN = (str, bytes, list, tuple, dict, set, frozenset)
"""Containers show what is in them, as Python's own do: they are never logged, and what they hold is looked at."""


class Printer:
    """Prints every value of ours that a function holds when it returns."""

    def __init__(self) -> None:
        self.looked_at: set[str] = set()
        self.showing: set[str] = set()

    def __call__(self, frame: FrameType, event: str, returned: Any) -> None:
        if event != "return" or "/bot/" not in frame.f_code.co_filename:
            return
        for value in (*frame.f_locals.values(), returned):
            kind = type(value)
            if kind.__module__.startswith("bot.") and not isinstance(value, PLAIN):
                name = f"{kind.__module__}.{kind.__qualname__}"
                self.looked_at.add(name)
                if MARK in repr(value):
                    self.showing.add(name)


def test_no_value_of_ours_shows_what_a_person_said(meet: Callable[..., Player]) -> None:
    player, printer = meet(set_up=True, consent_records=True, consent_mood=True, adult=True, name=MARK), Printer()
    sys.setprofile(printer)
    try:
        for text in ("/log", MARK, "/checkin", MARK, "/reflect", MARK, "/history", f"/start {MARK}", "/export", MARK):
            player.type(text)
        player.type(f"{MARK} 不还就找你妈，欠5000", forwarded_from=MARK)
        player.type(f"密码是{MARK}a1")
        player.edit(MARK)
        player.press(MARK)
    finally:
        sys.setprofile(None)
    assert {"bot.conversation.incoming.Incoming", "bot.dialogue.session.Session"} <= printer.looked_at
    assert printer.showing == set()


def _failing(_context: object, **given: object) -> object:
    raise ValueError(f"cannot use {given or MARK}: {MARK}")


@pytest.fixture
def broken(world: World) -> World:
    """A world in which an action fails and quotes what it was given."""
    table = {name: Action(action.signature, _failing) for name, action in world.actions.items()}
    return replace(world, actions=table)


def test_a_failing_turn_is_logged_without_what_it_failed_on(broken: World) -> None:
    message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "text": "/history"}
    sender = {"id": 7, "is_bot": False, "first_name": MARK}
    row = InboxRow(1, 7, orjson.dumps({"update_id": 1, "message": {**message, "from": sender}}))
    now = datetime(2026, 11, 23, tzinfo=UTC)
    lanes = Lanes(broken, None, lambda: now, committed=lambda *_: None, answer=lambda *_: None)  # type: ignore[arg-type]
    with capture_logs() as logs:
        outcome = lanes._work_out(Snapshot(row, None, None), Pace.GOOD)
    (line,) = logs
    assert line["event"] == "turn_failed"
    assert line["fault"] == "ValueError"
    assert MARK not in str(line)
    assert outcome.commit.outgoing
