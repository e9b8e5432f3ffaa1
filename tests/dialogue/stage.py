"""A small stage for the tests of the language: flows written in the test, and a person who walks them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

from bot.dialogue.engine import step
from bot.dialogue.flowset import FlowSet, KeptAnswer, Profile
from bot.dialogue.inputs import Input, Open, Tapped, Typed
from bot.dialogue.model import Flow
from bot.dialogue.outputs import Turn
from bot.dialogue.scene import Scene, Setting
from bot.dialogue.session import Question, Session, read_session, write_session
from bot.dialogue.voice import Voice
from bot.language.amounts import AmountReading
from bot.language.catalogue import Catalogue
from bot.language.dates import DateReading, MonthReading, TimeReading
from bot.language.region import Region, Script
from bot.marked_yaml import parse_yaml

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A Monday morning."""

SHARED = Path(__file__).parent / "defects" / "shared"

HOME = """\
    flow: home
    summary: 平时
    home: true
    steps:
      - {id: wait_here, ask: 做什么？, choice: [{id: go_on, text: 走}], go: wait_here}
"""


class PlainUnderstanding:
    """Reads only what the tests type: 2500, 1.5 (which is open), 2026-12-01, 09:30, 3."""

    def amount(self, text: str, region: Region) -> AmountReading:
        if text == "1.5":
            return AmountReading(None, None, ambiguous=True, readings=(Decimal("1.5"), Decimal(15000)))
        return AmountReading(Decimal(text) if re.fullmatch(r"\d+", text) else None, None, ambiguous=False)

    def month(self, text: str, today: date, region: Region, *, past: bool) -> MonthReading:
        months = [f"{each}-01" for each in text.split() if re.fullmatch(r"\d{4}-\d\d", each)]
        return MonthReading(tuple(map(date.fromisoformat, months)), len(months) == 1)

    def date(self, text: str, today: date, region: Region) -> DateReading:
        return DateReading(date.fromisoformat(text)) if re.fullmatch(r"[\d-]{10}", text) else DateReading()

    def time(self, text: str) -> TimeReading:
        return TimeReading(time.fromisoformat(text)) if re.fullmatch(r"\d\d:\d\d", text) else TimeReading()

    def days(self, text: str) -> int | None:
        return int(text) if text.isdecimal() else None

    def passes(self, text: str) -> bool:
        return text == "不知道"


def flow_of(text: str) -> Flow:
    """One flow from YAML."""
    return Flow.model_validate(parse_yaml(dedent(text), Path("flow.yaml")).data)


def flows_of(*texts: str, **me: KeptAnswer) -> FlowSet:
    """These flows with a home and the shared ones."""
    shared = [flow_of(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "_shared").glob("*.yaml"))]
    return FlowSet.of([flow_of(HOME), *shared, *map(flow_of, texts)], Profile(me=me))


def setting_of(flows: FlowSet) -> Setting:
    """The flows spoken in the script they are written in."""
    catalogues = {script: Catalogue(script, {}) for script in Script}
    return Setting(flows, Voice(catalogues, lambda style: {"sms": "短信"}), PlainUnderstanding())


def scene_of(flow: str, step_id: str, **answers: object) -> Scene:
    """A scene at a step of a flow that is written in the test."""
    flows = flows_of(flow)
    return Scene(setting_of(flows), flow_of(flow).flow, step_id, answers, {}, NOW)


class Person:
    """Somebody in a conversation; the session is written and read back before every turn."""

    def __init__(self, flows: FlowSet, **me: object) -> None:
        self.setting, self.now = setting_of(flows), NOW
        self.session = Session("s1", me=me)
        self.turn: Turn | None = None

    def take(self, given: Input) -> Turn:
        stored = write_session(self.session)
        self.turn = step(self.setting, read_session(stored, self.session.me), given, self.now)
        self.session = self.turn.session
        return self.turn

    def open(self, flow: str, *, over: bool = False, **answers: object) -> Turn:
        return self.take(Open(flow, over=over, answers=answers))

    def type(self, text: str) -> Turn:
        return self.take(Typed(text))

    def tap(self, choice: str) -> Turn:
        return self.take(Tapped(choice))

    @property
    def heard(self) -> list[str]:
        """The bubbles of the last turn."""
        return [bubble.text for bubble in self.turn.bubbles]

    @property
    def choices(self) -> list[str]:
        """The choice ids under the last bubble."""
        return [button.choice for row in self.turn.bubbles[-1].buttons for button in row]

    @property
    def answers(self) -> dict[str, object]:
        """The variables of the running flow."""
        return dict(self.session.stack[-1].answers)


QUESTION = Question(1)
