"""What a step can see while it is being walked: the answers, the person, the day, the voice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Protocol

from bot.dialogue.flowset import FlowSet
from bot.dialogue.templates import evaluate, has_slots
from bot.dialogue.values import Value
from bot.dialogue.voice import Voice
from bot.language.amounts import AmountReading
from bot.language.dates import DateReading, MonthReading, TimeReading
from bot.language.formatting import Style
from bot.language.region import Region, Script


class Understanding(Protocol):
    """How typed amounts, dates, times and lengths are read."""

    def amount(self, text: str, region: Region) -> AmountReading:
        """The sum a text names."""

    def month(self, text: str, today: date, region: Region, *, past: bool) -> MonthReading:
        """The month a text names, one gone by where ``past``."""

    def date(self, text: str, today: date, region: Region) -> DateReading:
        """The day a text names."""

    def time(self, text: str) -> TimeReading:
        """The time of day a text names."""

    def days(self, text: str) -> int | None:
        """The length of time a text names, in days."""

    def passes(self, text: str) -> bool:
        """Whether a text says no more than that the question stays unanswered: skip, don't know, none."""


@dataclass(frozen=True, slots=True, repr=False)
class Setting:
    """What every conversation shares: the flows, the voice, the understanding."""

    flows: FlowSet
    voice: Voice
    understanding: Understanding


Rendering = Callable[[str], str]


@dataclass(frozen=True, repr=False)
class Scene:
    """One step of one person at one moment."""

    setting: Setting
    flow: str
    step: str
    answers: Mapping[str, Value]
    me: Mapping[str, Value]
    now: datetime

    @cached_property
    def style(self) -> Style:
        """The reader's script and region; zh-Hans and the mainland until they were asked."""
        return _style(str(self.me.get("script") or ""), str(self.me.get("region") or ""), self.today)

    @property
    def region(self) -> Region:
        """The person's region."""
        return self.style.region

    @property
    def today(self) -> date:
        """The person's day."""
        return self.now.date()

    @cached_property
    def variables(self) -> dict[str, Any]:
        """What texts and conditions may name."""
        return {**self.answers, "me": self.me, "today": self.today, "now": self.now}

    def text(self, source: str, **more: Any) -> str:
        """A text of this step, in the person's words."""
        voice = self.setting.voice
        translated = voice.translated(f"{self.flow}.{self.step}", source, self.style)
        if not has_slots(translated):
            return translated
        return voice.filled(translated, {**self.variables, **more} if more else self.variables, self.style)

    def value(self, expression: str, **more: Any) -> Value:
        """The value of an expression here."""
        return evaluate(expression, {**self.variables, **more} if more else self.variables)

    def shared(self, flow: str, step: str, **more: Any) -> str:
        """The text of a say step of a shared flow, spoken here."""
        found = self.setting.flows.flow(flow).by_id[step]
        source = getattr(found, "say", None) or getattr(found, "ask", "")
        context = f"{flow}.{step}"
        return self.setting.voice.text(context, str(source), {**self.variables, **more}, self.style)


@lru_cache(maxsize=64)
def _style(script: str, region: str, today: date) -> Style:
    return Style(Script(script or Script.HANS), Region(region or Region.MAINLAND), today)
