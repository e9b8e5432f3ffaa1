"""Numbers a person can dial, and when each was last checked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Bubble, Entry, Line, Step
from bot.content.facts import Verified
from bot.language.region import Region

Dialable = Annotated[str, Field(pattern=r"^\d[\d -]{1,15}\d$")]
"""Digits as dialled, spaces and hyphens for reading."""


class HotlineKind(StrEnum):
    """What a number is for."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    YOUTH = "youth"
    LEGAL_AID = "legal_aid"
    REGULATOR = "regulator"
    ANTIFRAUD = "antifraud"
    DEBT_ADVICE = "debt_advice"


class Hotline(Entry):
    """One number; ``hours`` is None when they were not verified."""

    id: Line
    kind: HotlineKind
    name: Both
    number: Dialable
    hours: Both | None
    also: Both | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    issuer: Line
    source: Line
    checked_on: date
    verified: Verified
    max_age_days: int = Field(gt=0)
    note: Step | None = None

    @property
    def digits(self) -> str:
        """The number without spaces and hyphens."""
        return "".join(filter(str.isdigit, self.number))


class Hotlines(Entry):
    """All numbers of one region, and what to say with them; a region may have none."""

    region: Region
    say: tuple[Bubble, ...] = Field(min_length=1)
    lines: tuple[Hotline, ...]

    def of(self, *kinds: HotlineKind) -> tuple[Hotline, ...]:
        """The lines of these kinds, in the order of the file."""
        return tuple(line for line in self.lines if line.kind in kinds)

    def for_youth(self) -> tuple[Hotline, ...]:
        """Lines for a person under eighteen: youth lines first, then the crisis lines."""
        return self.of(HotlineKind.YOUTH) + self.of(HotlineKind.CRISIS)
