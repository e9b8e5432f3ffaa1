"""Runs the engine on until it waits, doing the actions it asks for on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.actions.registry import Context, Done
from bot.conversation.world import World
from bot.dialogue.engine import step
from bot.dialogue.inputs import Input, Result
from bot.dialogue.outputs import ActionCall, Answered, Bubble, Sleep, Turn
from bot.dialogue.scene import Scene
from bot.dialogue.session import Session
from bot.dialogue.values import plain
from bot.errors import ConversationError
from bot.jobs.job import Job
from bot.money.written import KeptFinances
from bot.records.chain import grown
from bot.records.entry import NewRecord, Record
from bot.reminders.timer import Timer

MOST_ACTIONS = 50
"""Actions one turn may do; flows do three at most, this is the last fence."""


@dataclass(slots=True, repr=False)
class Acted:
    """Everything a turn did, gathered over the engine's stops."""

    session: Session
    bubbles: list[Bubble] = field(default_factory=list)
    answered: Answered | None = None
    sleep: Sleep | None = None
    records: list[NewRecord] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    cancel: list[str] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    erase: bool = False
    hide: bool = False
    finances: KeptFinances = field(default_factory=KeptFinances)
    walked: list[str] = field(default_factory=list)
    note: str = ""

    def take(self, turn: Turn) -> None:
        """Add what the engine gave."""
        self.session = turn.session
        self.bubbles += turn.bubbles
        self.answered = turn.answered or self.answered
        self.sleep = turn.sleep
        self.walked += turn.walked
        self.note = turn.note or self.note

    def keep(self, done: Done, key: str) -> None:
        """Add what an action wants kept; ``key`` stands for this doing of it and for no other."""
        self.records += done.records
        self.timers += done.timers
        self.cancel += done.cancel
        self.jobs += (job if job.key else replace(job, key=f"{key}/{n}") for n, job in enumerate(done.jobs))
        self.kept += done.keep
        self.dropped += done.drop
        self.erase = self.erase or done.erase
        self.hide = self.hide or done.hide
        if done.finances is not None:
            self.finances.become(done.finances)
        if done.me:
            self.session = self.session.with_me(**done.me)


def act(
    world: World,
    session: Session,
    given: Input,
    now: datetime,
    records: tuple[Record, ...],
    finances: KeptFinances,
) -> Acted:
    """Take one input to the end of its turn. Raises ConversationError."""
    acted = Acted(session, finances=finances)
    turn = step(world.setting, session, given, now)
    acted.take(turn)
    for _ in range(MOST_ACTIONS):
        if turn.call is None:
            return acted
        done = _perform(world, acted, turn.call, now, records)
        records = grown(records, done.records)
        acted.keep(done, turn.call.key)
        turn = step(world.setting, acted.session, done.then or Result(plain(done.value)), now)
        acted.take(turn)
    raise ConversationError("One turn asked for actions without end: the flow needs a step that waits.")


def _perform(world: World, acted: Acted, call: ActionCall, now: datetime, records: tuple[Record, ...]) -> Done:
    session = acted.session
    style = Scene(world.setting, "", "", {}, session.me, now).style
    understanding = world.setting.understanding
    context = Context(
        world.library, style, session, records, now, understanding, world.messages, acted.finances, world.retention
    )
    given: dict[str, Any] = dict(call.arguments)
    result = world.actions[call.name].do(context, **given)
    return result if isinstance(result, Done) else Done(result)
