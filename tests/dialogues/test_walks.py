"""Generated walks over the whole bot: whatever a person does, it answers, and lets them go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.assembly import build_world
from bot.conversation.player import Message, Player
from bot.dialogue.model import Ask
from bot.dialogue.session import Session, read_session
from bot.dialogue.values import loads

WORLD = build_world()
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
BUBBLE, QUOTED_FROM = 120, 8
MOST_TAPS = 90
RESTS = frozenset({"menu", "_shared/continue"})

COMMANDS = sorted({word for command in WORLD.commands.commands for word in (f"/{command.id}", *command.words)})
ANSWERS = [
    "6000",
    "0",
    "2千5",
    "1.5",
    "三万到五万",
    "-3",
    "明天",
    "下个月15号",
    "1/2",
    "下午3点",
    "3点",
    "三个月",
    "45天",
    "信用卡",
    "小陈",
]
CRISIS = ["我不想活了", "撐不下去了，消失就好"]
JUNK = [
    "",
    " ",
    "？",
    "🙂🙂",
    "{{ me.name }}",
    "{% for %}",
    "None",
    "<b>x</b>",
    "_*[`",
    "a" * 4096,
    "难" * 4096,
    "11010519491231002X",
    "\x00",
]
KINDS = ["photo", "voice", "sticker", "poll", "document", "video", "location", "contact", "dice", "story"]
STOPS_IN_CRISIS = 2

PEOPLE = [{}] + [
    {"script": script, "region": region, "set_up": True, "adult": adult, "role": role, "consent_records": consent}
    for script, region, adult, role, consent in [
        ("zh_Hans", "CN", True, "self", True),
        ("zh_Hant", "TW", True, "family", False),
        ("zh_Hant", "HK", True, "self", False),
        ("zh_Hans", "MO", False, "helper", True),
        ("zh_Hans", "OTHER", True, "self", True),
    ]
]


def copy_of(player: Player) -> Player:
    """The same person at the same moment, to try something with."""
    other = Player(WORLD, player.now, player.language, player.session, player.me, player.turn)
    other.records, other.timers = list(player.records), dict(player.timers)
    other.chat, other.ids = [replace(message) for message in player.chat[-5:]], player.ids
    return other


def session_of(player: Player) -> Session | None:
    return None if player.session is None else read_session(player.session, loads(player.me or b"{}"))


def place(player: Player) -> tuple[str, str] | None:
    """The question that is open, as flow and step."""
    session = session_of(player)
    if session is None or session.top is None or session.question is None or session.paused:
        return None
    return session.top.flow, session.top.step


def at_rest(player: Player) -> bool:
    """Whether the person is at the menu, is asked whether to go on at all, or nothing runs."""
    session = session_of(player)
    return session is None or not session.stack or session.paused or session.stack[-1].flow in RESTS


def conversations(player: Player) -> tuple[str, ...]:
    """The flows begun by themselves, not called by others, from the bottom up."""
    session = session_of(player)
    stack = () if session is None else session.stack
    return tuple(frame.flow for depth, frame in enumerate(stack) if depth == 0 or frame.digression)


class Person(RuleBasedStateMachine):
    """Somebody who does anything at all."""

    def __init__(self) -> None:
        super().__init__()
        self.player = Player(WORLD, NOW)
        self.came: list[Message] = []
        self.wrote: list[str] = []
        self.pressed: list[str] = []

    @initialize(me=st.sampled_from(PEOPLE), language=st.sampled_from(["zh-hans", "zh-tw", "en", ""]))
    def arrives(self, me: dict[str, object], language: str) -> None:
        self.player.language = language
        self.player.me = orjson.dumps(me) if me else None

    @rule(text=st.sampled_from(COMMANDS))
    def writes_a_command(self, text: str) -> None:
        self.write(text)

    @rule(text=st.one_of(st.sampled_from([*ANSWERS, *ANSWERS, *CRISIS, *JUNK]), st.text(max_size=40)))
    def writes(self, text: str) -> None:
        self.write(text)

    @rule(which=st.integers(0, 200))
    def taps(self, which: int) -> None:
        self.press(which, 1)

    @rule(which=st.integers(0, 200))
    def taps_again_and_again(self, which: int) -> None:
        for step in range(6):
            self.press(which + step, 1)

    @rule(which=st.integers(0, 200))
    def taps_an_old_button(self, which: int) -> None:
        self.press(which, 6)

    @rule(which=st.integers(0, 20))
    def taps_the_same_button_again(self, which: int) -> None:
        if self.pressed:
            self.came = self.player.press(self.pressed[-1 - which % min(3, len(self.pressed))])

    @rule(kind=st.sampled_from(KINDS))
    def sends(self, kind: str) -> None:
        self.came = self.player.send(kind)

    @rule(text=st.sampled_from(["【催收】今天不还就上门", "難" * 4096, "我不想活了", ""]))
    def forwards(self, text: str) -> None:
        self.wrote.append(text)
        self.came = self.player.type(text, forwarded_from="催收")

    @rule(seconds=st.sampled_from([5, 70, 660, 50_000, 3 * 86_400]))
    def waits(self, seconds: int) -> None:
        self.came = self.player.advance(timedelta(seconds=seconds))

    @rule()
    def the_bot_starts_anew(self) -> None:
        chat, wrote = self.player.chat, self.player.walked
        self.player = copy_of(self.player)
        self.player.chat, self.player.walked = chat, wrote

    @rule()
    def edits_a_message(self) -> None:
        self.came = self.player.edit("改一下")

    @rule()
    def can_end_everything(self) -> None:
        """At once; out of a crisis only after one more question, which no single word closes."""
        other = copy_of(self.player)
        before = session_of(other)
        in_crisis = before is not None and any(frame.flow.startswith("crisis") for frame in before.stack)
        for _ in range(STOPS_IN_CRISIS if in_crisis else 1):
            other.type("/stop")
        session = session_of(other)
        running = () if session is None else session.stack
        assert running == ()

    @rule(junk=st.sampled_from(["¿", "zzzz", "嗯啊哦"]))
    def is_let_go_after_three_answers_nobody_understands(self, junk: str) -> None:
        """The question is left; another conversation that stands at the same one may come up below.

        The crisis talk and the one about danger from others stay with somebody who is not safe, whatever they write;
        stopping leaves them.
        """
        other, start, depth = copy_of(self.player), place(self.player), len(conversations(self.player))
        other.now += timedelta(minutes=1)
        for _ in range(3):
            if place(other) == start and len(conversations(other)) >= depth:
                other.type(junk)
        there = place(other) == start and len(conversations(other)) >= depth
        unsafe = start is not None and (start[0].startswith("crisis") or start == ("danger", "safe"))
        stays = unsafe or (start is not None and in_line(start[0]))
        held = start is not None and there and not stays and not away(self.player)
        assert not held, start

    @rule()
    def is_never_stuck(self) -> None:
        """Ninety taps on buttons not yet tapped end any conversation: at the menu, or where it hands over."""
        other, tapped = copy_of(self.player), set[tuple[object, str]]()
        begun = conversations(other)
        for _ in range(MOST_TAPS):
            if at_rest(other) or conversations(other) != begun:
                return
            tap_first(other, tapped)
        ends_at = None if at_rest(other) else place(other)
        assert ends_at is None

    @invariant()
    def every_bubble_can_be_read(self) -> None:
        quoted = [text.strip() for text in self.wrote if len(text.strip()) >= QUOTED_FROM]
        for message in self.came:
            own = not any(text in message.text or text[:10] in message.text for text in quoted)
            assert message.text.strip()
            assert not own or len(message.text) <= BUBBLE
            assert not own or not any(mark in message.text for mark in ("{{", "{%", "None", "True", "False"))
            assert all(key.text.strip() and len(key.data.encode()) <= 64 for key in message.buttons)

    def write(self, text: str) -> None:
        self.wrote.append(text)
        self.came = self.player.type(text)
        assert self.came or not text.strip(), "nothing typed goes unanswered"

    def press(self, which: int, newest: int) -> None:
        shown = [key.data for message in self.player.chat[-newest:] for key in message.buttons if key.data]
        if shown:
            self.pressed.append(shown[which % len(shown)])
            self.came = self.player.press(self.pressed[-1])


def away(player: Player) -> bool:
    """Whether the person was gone so long that a typed text first asks whether to go on."""
    session = session_of(player)
    return session is not None and session.seen_at is not None and player.now - session.seen_at > timedelta(hours=11)


def in_line(flow: str) -> bool:
    """Whether the next of this flow comes up when one is left, at the same question."""
    return WORLD.setting.flows.flow(flow).again == "queue"


def tap_first(player: Player, tapped: set[tuple[object, str]]) -> None:
    """Tap the button that skips, else the first not yet tapped at this question, else the last, where the way out
    stands; without any, let time pass.
    """
    session = session_of(player)
    assert session is not None
    where = place(player)
    choices = [key.data for message in player.chat[-1:] for key in message.buttons if key.data]
    answers = [data for data in choices if not turns_pages(where, data.split(":", 3)[-1])]
    ticked = (
        [data for data in answers if data.endswith(":done")] if session.question and session.question.ticked else []
    )
    skips = [data for data in answers if data.endswith(":!skip")]
    fresh = [*ticked, *skips, *(data for data in answers if (where, data.split(":", 3)[-1]) not in tapped)]
    fresh = fresh or answers[-1:]
    if where is None or not fresh:
        player.advance(timedelta(seconds=5))
        if not choices and place(player) == where:
            player.type("/resume")
        return
    tapped.add((where, fresh[0].split(":", 3)[-1]))
    player.press(fresh[0])


def turns_pages(where: tuple[str, str] | None, choice: str) -> bool:
    """Whether a button only turns the pages of a calendar."""
    if where is None:
        return False
    step = WORLD.setting.flows.flow(where[0]).by_id[where[1]]
    return isinstance(step, Ask) and step.kind == "date" and choice[:1] in {"m", "x"}


Person.TestCase.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, derandomize=True, report_multiple_bugs=False
)
TestAnyPerson = Person.TestCase
