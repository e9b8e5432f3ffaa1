"""A month of simulated time for many people, through the whole turn, beside a calculation done another way.

python -m tests.reminders.month --people 200 --days 31
"""

from __future__ import annotations

import argparse
import time as clock
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bot.actions.registry import Action, Context, Done
from bot.assembly import build_world
from bot.conversation.player import CHAT, Player
from bot.conversation.turn import take_turn
from bot.conversation.values import InboxRow, Snapshot
from bot.conversation.world import World
from bot.dialogue.flowset import FlowSet
from bot.dialogue.model import Flow
from bot.dialogue.signatures import Parameter, Signature
from bot.dialogue.values import Value, dumps, loads
from bot.language.money import Money
from bot.language.region import Region
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Instalment
from bot.money.plan import Plan as KeptPlan
from bot.reminders.due import Stage
from tests.reminders.expected import Told, expected
from tests.reminders.people import START, Change, Reaction, Story, story

STAGES = {Stage.FUND: "fund", Stage.EVE: "eve", Stage.DAY: "day", Stage.AFTER: "after"}
CHANGE = {
    "flow": "change_of_the_test",
    "summary": "a change of plans or settings",
    "takes": {"change": "record"},
    "steps": [{"id": "become", "do": "test.become", "with": {"change": "change"}}, {"id": "stop", "end": "all"}],
}
SETTINGS = {
    "hour": "reminder_time",
    "zone": "zone",
    "off": "reminders_off",
    "muted": "muted_until",
    "early": "days_before",
}


def world_of_the_test() -> World:
    """The real world, and one flow more by which plans and settings change in a turn like any other."""
    world = build_world()
    flows = world.setting.flows
    more = FlowSet.of([*flows.flows.values(), Flow.model_validate(CHANGE)], flows.profile)
    takes = {"change": Parameter("record")}
    actions = {**world.actions, "test.become": Action(Signature("test.become", takes, None), _become)}
    return replace(world, setting=replace(world.setting, flows=more), actions=actions)


def _become(context: Context, change: dict[str, Any]) -> Done:
    finances = context.finances
    for raw in change["plans"] or []:
        if finances.plan(raw["version"]) is None:
            finances = _with_plan(finances, raw, context.now.date())
    changed = finances if finances != context.finances else None
    return Done(finances=changed, me=change["me"])


def _with_plan(finances: Finances, raw: dict[str, Any], today: date) -> Finances:
    amount = Money(Decimal(100), "CNY")
    instalments = tuple(Instalment(n, day, amount) for n, day in enumerate(raw["days"], 1))
    if finances.debt(raw["debt"]) is None:
        finances = finances.with_debt(Debt(raw["debt"], raw["debt"]))
    after = finances.with_plan(KeptPlan(raw["version"], raw["debt"], today, instalments))
    assert after.plan_of(raw["debt"]) is not None
    return after


class Lived:
    """One story lived through with the bot."""

    def __init__(self, world: World, told: Story) -> None:
        self.story = told
        self.reminders: list[Told] = []
        me = {"script": "zh_Hans", "region": told.region, "set_up": True, "adult": True, "role": "self"}
        me |= {"consent_records": True, "consent_reminders": True, "neutral": False}
        me |= {"zone": told.zone, "reminder_time": time(told.hour), "days_before": told.early}
        self.player = Player(world, told.start, me=dumps(me))
        self.pending: list[tuple[datetime, str, str, Reaction]] = []

    def live(self) -> list[Told]:
        """Everything the bot said, to the minute."""
        changes = {change.at: change for change in self.story.changes}
        while self.player.now < self.story.end:
            moments = [*changes, *(each[0] for each in self.pending), *(t.due for t in self.player.timers.values())]
            next_ = min((at for at in moments if at > self.player.now), default=self.story.end)
            self._until(min(self._running(next_), self.story.end))
            if self.player.now in changes:
                self._change(changes.pop(self.player.now))
            self._react()
            self._fire()
        return self.reminders

    def _running(self, moment: datetime) -> datetime:
        """The moment, or the end of the stop it falls into, unless a person acts just then."""
        acting = {each[0] for each in self.pending} | {change.at for change in self.story.changes}
        return next((end for begin, end in self.story.down if begin <= moment < end and moment not in acting), moment)

    def _until(self, moment: datetime) -> None:
        self.player.now = max(moment, self.player.now)

    def _fire(self) -> None:
        now = self.player.now
        if any(begin <= now < end for begin, end in self.story.down):
            return
        before = self._marks()
        self.player.advance(timedelta(0))
        self._note(before)

    def _marks(self) -> dict[str, list[Any]]:
        known = loads(self.player.me or b"{}").get("reminded") or {}
        return {key: list(raw) for key, raw in known.items()}

    def _note(self, before: dict[str, list[Any]]) -> None:
        """What was said, by the items the reminder was opened with."""
        session = loads(self.player.session) if self.player.session else {"stack": []}
        frame = next((frame for frame in reversed(session["stack"]) if frame[0] == "reminder"), None)
        if frame is None or self._marks() == before:
            return
        for position, item in enumerate(frame[3]["items"]):
            key, number, late = item.split(":")
            stage = STAGES[Stage(int(number))]
            self.reminders.append(Told(self.player.now, key, stage, late == "1"))
            snoozed = before.get(key, [0, None, 0, None])[2]
            reaction = self.story.reaction(key, stage, snoozed)
            if position == 0 and reaction is not Reaction.NOTHING:
                self.pending.append((self.player.now + timedelta(minutes=5), key, stage, reaction))

    def _react(self) -> None:
        for planned in [each for each in self.pending if each[0] == self.player.now]:
            self.pending.remove(planned)
            self._tap(planned[3])

    def _tap(self, reaction: Reaction) -> None:
        labels = {Reaction.PAID: ["paid"], Reaction.CANNOT: ["cannot"], Reaction.HOUR: ["later", "hour"]}[reaction]
        choices = [key.data.rsplit(":", 1)[-1] for key in self.player.chat[-1].buttons]
        if labels[0] not in choices:
            return
        self.player.tap(labels[0])
        if labels[1:] and any(key.data.endswith(":hour") for key in self.player.chat[-1].buttons):
            self.player.tap("hour")

    def _change(self, change: Change) -> None:
        plans = [{"debt": p.debt, "version": p.version, "days": list(p.days)} for p in change.plans or ()]
        me: dict[str, Value] = {SETTINGS[name]: _kept(name, value) for name, value in change.settings.items()}
        payload = {"kind": "open", "flow": CHANGE["flow"], "answers": {"change": {"plans": plans, "me": me}}}
        row = InboxRow(-1, CHAT, dumps({"timer": "test", "payload": payload}))
        player = self.player
        snapshot = Snapshot(row, player.session, player.me, finances=player.finances)
        outcome = take_turn(player.world, snapshot, player.now)
        player._keep(outcome)


def _kept(name: str, value: Any) -> Value:
    return time(value) if name == "hour" else value


def compare(
    people: int, days: int, world: World | None = None
) -> tuple[int, list[tuple[int, Told | None, Told | None]]]:
    """How many reminders were right, and every one that was not: the person, what was said, what was expected."""
    world = world or world_of_the_test()
    right, wrong = 0, []
    for number in range(people):
        told = story(number, START, days)
        region = Region(told.region)
        off, worked = world.library.days_off.closed(region), world.library.days_off.worked(region)
        said, due = set(Lived(world, told).live()), set(expected(told, off, worked))
        right += len(said & due)
        wrong += [(number, each, None) for each in sorted(said - due)] + [(number, None, e) for e in sorted(due - said)]
    return right, wrong


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.reminders.month")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--days", type=int, default=31)
    asked = parser.parse_args()
    began = clock.monotonic()
    right, wrong = compare(asked.people, asked.days)
    for number, said, due in wrong[:20]:
        print(f"person {number}: said {said}, expected {due}")
    print(f"{asked.people} people, {asked.days} days: {right} reminders as calculated, {len(wrong)} not, ", end="")
    print(f"{clock.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
