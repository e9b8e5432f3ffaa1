"""Stories: what one person does from the first button to the record of a call, and what they see (stories/*.yaml).

A story has ``locale`` (the browser's), and ``turns``. A turn is one move and what is seen after it.

Moves: ``press`` a button of the page; ``tap`` a button in the chat; ``tap_in: {message, button}`` for one further up;
``type``; ``picture: [attach, picture]``, with the name of a screen of tests/pictures as a third;
``copy``, a tap that fills the clipboard; ``clock: [tools, step, close]``;
``passed: [seconds]``, time that goes by, each stretch once the
newest message has taken notice of the one before; ``on_day: [days, clock, zone]``, the clock put to that time of day so
many days from now, whatever time the test runs at; ``killed``, the program gone, something
typed, the program back.
Seen: ``sees``, new messages in order; ``verifies``, the file of that name in them is a pack as it was packed;
``buttons`` of the newest; ``changes``, a message rewritten; ``notice``; ``clipboard``.
``patience`` is how many seconds that may take.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from playwright.async_api import expect
from pydantic import BaseModel, ConfigDict

from tests.journey.house import ROOT, House
from tests.journey.reader import PATIENCE, Reader

SCREENS = Path(__file__).parents[1] / "pictures" / "screens"
STORIES = Path(__file__).parent / "stories"


class Downtime(BaseModel):
    """What is typed while the program is gone, and what the page says then and afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    down: str
    not_sent: str
    up: str
    send: str


class Turn(BaseModel):
    """One move and what is seen after it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    press: str | None = None
    tap: str | None = None
    tap_in: dict[str, str] | None = None
    type: str | None = None
    picture: list[str] | None = None
    copy_with: str | None = None
    clock: list[str] | None = None
    passed: list[int] | None = None
    on_day: tuple[int, str, str] | None = None
    killed: Downtime | None = None
    sees: list[str] = []
    buttons: list[str] = []
    changes: str | None = None
    notice: str | None = None
    patience: int = 5
    clipboard: str | None = None
    verifies: str | None = None
    snapshot: str | None = None


class Story(BaseModel):
    """A whole way."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    story: str
    locale: str
    turns: list[Turn]


def read_story(name: str) -> Story:
    """The story of that file name, checked."""
    return Story.model_validate(yaml.safe_load((STORIES / f"{name}.yaml").read_text("utf-8")))


@dataclass(frozen=True)
class Teller:
    """Plays a story; ``picture_sent`` is what a person who sends a picture sends."""

    house: House
    reader: Reader
    picture_sent: bytes

    async def tell(self, story: Story, shown: Callable[[str], Awaitable[None]] | None = None) -> None:
        """Play it all; ``shown`` is called with the name of each turn that has a ``snapshot``."""
        for number, turn in enumerate(story.turns, 1):
            try:
                await self._play(turn)
            except AssertionError as problem:
                raise AssertionError(f"turn {number} {turn.model_dump(exclude_defaults=True)}: {problem}") from None
            if shown is not None and turn.snapshot:
                await shown(turn.snapshot)

    async def _play(self, turn: Turn) -> None:
        await self.reader.begin_move()
        await self._move(turn)
        if turn.sees:
            await self.reader.sees(turn.sees, turn.patience * 1000)
        await self.reader.sees_buttons(turn.buttons)
        if turn.changes:
            await self.reader.sees_change(turn.changes)
        # One who presses something further up has the newest message out of sight.
        if turn.tap_in is None:
            await self.reader.has_in_view()
        if turn.notice:
            await self.reader.sees_notice(turn.notice)
        if turn.verifies:
            await self._verify(turn.verifies)
        if turn.clipboard:
            assert turn.clipboard in await self.reader.page.evaluate("navigator.clipboard.readText()")

    async def _move(self, turn: Turn) -> None:
        moves: dict[str, Callable[[Any], Awaitable[None]]] = {
            "press": self.reader.press,
            "tap": lambda name: self.reader.button(name).click(),
            "tap_in": self._tap_in,
            "type": self.reader.say,
            "picture": self._send_picture,
            "copy_with": lambda name: self.reader.button(name).click(),
            "clock": self._move_clock,
            "passed": self._let_pass,
            "on_day": self._go_to,
            "killed": self._kill,
        }
        (move,) = (name for name in moves if getattr(turn, name) is not None)
        await moves[move](getattr(turn, move))

    async def _verify(self, name: str) -> None:
        """Save a pack from the chat and check it as whoever is handed it does."""
        pack = await self.reader.save(name, self.house.data.parent)
        command = (sys.executable, "-m", "bot", "records", "verify", str(pack))
        checking = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        said, _ = await checking.communicate()
        assert checking.returncode == 0, said.decode()

    async def _send_picture(self, names: list[str]) -> None:
        *buttons, file = names if len(names) > 2 else [*names, ""]
        picture = (SCREENS / file).read_bytes() if file else self.picture_sent
        await self.reader.send_picture(buttons, picture)

    async def _tap_in(self, place: dict[str, str]) -> None:
        message = self.reader.chat.filter(has_text=place["message"]).first
        await message.get_by_role("button", name=place["button"], exact=True).first.click()

    async def _move_clock(self, names: list[str]) -> None:
        for name in names:
            await self.reader.press(name)

    async def _let_pass(self, stretches: list[int]) -> None:
        for seconds in stretches:
            before = await self.reader.chat.last.inner_text()
            await self._advance(seconds)
            await expect(self.reader.chat.last).not_to_have_text(before, use_inner_text=True, timeout=PATIENCE)

    async def _go_to(self, day: tuple[int, str, str]) -> None:
        days, clock, zone = day
        here = (await self._advance(0)).astimezone(ZoneInfo(zone))
        there = datetime.combine(here.date() + timedelta(days=days), time.fromisoformat(clock), here.tzinfo)
        await self._advance(round((there - here).total_seconds()))

    async def _advance(self, seconds: int) -> datetime:
        address = f"{self.house.url}/sandbox/clock"
        answer = await self.reader.page.request.post(address, data={"advance_seconds": seconds})
        assert answer.ok
        return datetime.fromisoformat((await answer.json())["clock"])

    async def _kill(self, gone: Downtime) -> None:
        await self.house.settled()
        await self.house.kill()
        await self.reader.sees_notice(gone.down)
        await self.reader.say(gone.type)
        await self.reader.sees_notice(gone.not_sent)
        await expect(self.reader.page.get_by_role("textbox")).to_have_value(gone.type)
        await self.house.start()
        await self.reader.sees_notice(gone.up)
        await self.reader.press(gone.send)
        await expect(self.reader.page.get_by_role("textbox")).to_have_value("", timeout=PATIENCE)
