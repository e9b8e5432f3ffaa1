"""Transcripts as they are written: who the person is, what they do turn by turn, what the bot answered."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.language.region import Region, Script
from bot.money.finances import Finances

BEIJING = timezone(timedelta(hours=8))
START = datetime(2026, 11, 23, 14, 0, tzinfo=BEIJING)
"""When a transcript begins unless it says so: a Monday afternoon."""

KNOWN = {"set_up": True, "adult": True, "role": "self"}
"""What is known about a person who was asked everything once."""

ACTS = (
    *("type", "tap", "send", "forward", "wait", "finish", "restart"),
    *("press_old", "press_again", "edit", "added", "updated"),
)
"""The keys of which a turn has exactly one."""


class Written(BaseModel):
    """A piece of a transcript file; an unknown key is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Variants(Written):
    """Words typed or a button tapped, where the two scripts differ."""

    zh_Hans: str  # noqa: N815  named as the locale is
    zh_Hant: str  # noqa: N815  named as the locale is

    def for_(self, script: Script) -> str:
        """The words of one script."""
        return self.zh_Hans if script is Script.HANS else self.zh_Hant


Words: TypeAlias = str | Variants


class TurnWritten(Written):
    """One thing the person does, and the answer in both scripts.

    ``press_old`` presses the first button of the n-th keyboard before the newest, ``press_again`` the last button
    pressed; ``finish`` says that the oldest job of a kind is done and ``gives`` this; ``restart`` starts the bot
    anew, ``updated`` lets the flows change, ``added`` puts the bot in a group.
    """

    type: Words | None = None
    tap: Words | None = None
    send: str | None = None
    forward: str | None = None
    from_: str = Field(alias="from", default="+852 0000 0000")
    wait: int | None = Field(default=None, ge=0)
    finish: str | None = None
    gives: dict[str, Any] = {}
    restart: Literal[True] | None = None
    press_old: int | None = Field(default=None, ge=1)
    press_again: Literal[True] | None = None
    edit: str | None = None
    added: Literal[True] | None = None
    updated: Literal[True] | None = None
    note: str | None = None
    zh_Hans: tuple[str, ...] = ()  # noqa: N815  named as the locale is
    zh_Hant: tuple[str, ...] = ()  # noqa: N815  named as the locale is

    @model_validator(mode="after")
    def _one_act(self) -> TurnWritten:
        if sum(getattr(self, act) is not None for act in ACTS) != 1:
            raise ValueError(f"a turn has exactly one of {', '.join(ACTS)}")
        return self

    @property
    def act(self) -> str:
        """Which of ACTS this turn is."""
        return next(act for act in ACTS if getattr(self, act) is not None)

    def answer(self, script: Script) -> tuple[str, ...]:
        """The bubbles written down for a script."""
        return self.zh_Hans if script is Script.HANS else self.zh_Hant


class ReadAs(Written):
    """What a message is read as: the flows are tried here, and no weights of a reader."""

    text: str
    verdict: str
    shows: dict[str, tuple[str, ...]] = {}
    sure: float = 0.95
    bare: bool = False

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals it shows."""
        return tuple(self.shows)

    @property
    def evidence(self) -> dict[str, tuple[str, ...]]:
        """The words that show them."""
        return self.shows

    @property
    def confidence(self) -> float:
        """How sure the verdict is, from 0 to 1."""
        return self.sure


class Scenario(Written):
    """One conversation.

    ``known`` false is somebody new; ``me`` adds to what is known about the person and ``records`` to what was
    kept before (values as a session writes them), ``finances`` to what is kept of their money.
    ``read_as`` says what messages are taken for; the others stay unread.
    """

    scenario: str = Field(min_length=1)
    region: Region = Region.MAINLAND
    known: bool = True
    me: dict[str, Any] = {}
    records: tuple[dict[str, Any], ...] = ()
    finances: Finances = Finances()
    read_as: tuple[ReadAs, ...] = ()
    now: datetime = START
    turns: tuple[TurnWritten, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _aware(self) -> Scenario:
        if self.now.tzinfo is None:
            raise ValueError("`now` needs its zone, as in 2026-11-23T14:00+08:00")
        return self

    def read(self, text: str, region: Region) -> ReadAs:  # noqa: ARG002  a reader of messages takes it
        """What a message is taken for."""
        return next((each for each in self.read_as if each.text == text), ReadAs(text=text, verdict="unknown", sure=0))

    def person(self, script: Script) -> dict[str, Any]:
        """What is known about the person at the start, None of it for somebody new."""
        asked = {"script": script.value, "region": self.region.value, **KNOWN} if self.known else {}
        return {**asked, **self.me}
