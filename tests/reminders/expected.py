"""When somebody has to be reminded, worked out minute by minute and by calendar days: nothing of bot.reminders is used.

This is the other way to the same answer that the month of simulated people is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.reminders.people import Change, Plan, Reaction, Story

FUND, EVE, DAY, AFTER = "fund", "eve", "day", "after"
MINUTE = timedelta(minutes=1)
ORDER = (FUND, EVE, DAY, AFTER)


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One reminder: the minute, the due, the stage, and whether it came late."""

    at: datetime
    key: str
    stage: str
    late: bool


@dataclass(slots=True)
class Person:
    """What is so for a person at a minute."""

    zone: str
    hour: int
    early: int
    off: bool = False
    muted: datetime | None = None
    plans: dict[str, Plan] = field(default_factory=dict)
    paid: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    done: dict[str, set[str]] = field(default_factory=dict)
    again: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    snoozed: dict[str, int] = field(default_factory=dict)
    pending: list[tuple[datetime, str, str, Reaction]] = field(default_factory=list)


def expected(story: Story, days_off: frozenset[date], worked: frozenset[date]) -> list[Told]:
    """All reminders of one story, in order."""
    person = Person(story.zone, story.hour, story.early)
    told: list[Told] = []
    changes = {change.at: change for change in story.changes}
    minute = story.start
    while minute <= story.end:
        if minute in changes:
            _apply(person, changes[minute], minute, days_off, worked)
        _react(person, minute)
        if not any(begin <= minute < end for begin, end in story.down):
            told += _minute(person, story, minute, days_off, worked)
        minute += MINUTE
    return told


def _apply(person: Person, change: Change, minute: datetime, off: frozenset[date], worked: frozenset[date]) -> None:
    if change.plans is not None:
        new = {plan.debt: plan for plan in change.plans}
        for plan in new.values():
            old = person.plans.get(plan.debt)
            if old is None or old.version != plan.version:
                for key, day in _keys(plan):
                    person.done[key] = set(_passed(person, day, minute, off, worked))
        person.plans = new
    for name, value in change.settings.items():
        setattr(person, name, value)


def _react(person: Person, minute: datetime) -> None:
    for planned in [each for each in person.pending if each[0] == minute]:
        person.pending.remove(planned)
        _, key, stage, reaction = planned
        if not any(key == each for plan in person.plans.values() for each, _ in _keys(plan)) or key in person.paid:
            continue
        if reaction is Reaction.PAID:
            person.paid.add(key)
        elif reaction is Reaction.CANNOT:
            person.silent.add(key)
        elif reaction is Reaction.HOUR and stage != AFTER and person.snoozed.get(key, 0) < 3:
            person.again[key] = (minute + timedelta(hours=1), stage)
            person.snoozed[key] = person.snoozed.get(key, 0) + 1


def _minute(
    person: Person, story: Story, minute: datetime, off: frozenset[date], worked: frozenset[date]
) -> Iterator[Told]:
    local = minute.astimezone(ZoneInfo(person.zone))
    if person.off or (person.muted is not None and minute < person.muted) or not 9 <= local.hour < 21:
        return
    found = sorted(_of_minute(person, minute, local, off, worked), key=lambda each: each[:2])
    for position, (_, key, stage, late) in enumerate(found):
        yield Told(minute, key, stage, late)
        person.done.setdefault(key, set()).update(ORDER[: ORDER.index(stage) + 1])
        person.again.pop(key, None)
        reaction = story.reaction(key, stage, person.snoozed.get(key, 0))
        evening = reaction is Reaction.HOUR and (local + timedelta(minutes=65)).hour >= 21
        if position == 0 and reaction is not Reaction.NOTHING and not evening:
            person.pending.append((minute + timedelta(minutes=5), key, stage, reaction))


def _of_minute(
    person: Person, minute: datetime, local: datetime, off: frozenset[date], worked: frozenset[date]
) -> Iterator[tuple[date, str, str, bool]]:
    for plan in person.plans.values():
        for key, day in _keys(plan):
            if key in person.paid or key in person.silent:
                continue
            stage = _stage(day, local.date(), person.early, off, worked)
            if stage is None:
                continue
            since = _since(person, day, stage, off, worked)
            if stage not in person.done.get(key, set()):
                if minute >= since:
                    yield day, key, stage, minute - since > timedelta(hours=6)
            elif key in person.again and person.again[key][1] == stage and minute >= person.again[key][0]:
                yield day, key, stage, minute - person.again[key][0] > timedelta(hours=6)


def _keys(plan: Plan) -> Iterator[tuple[str, date]]:
    for number, day in enumerate(plan.days, 1):
        yield f"{plan.version}.{number}", day


def _stage(day: date, today: date, early: int, off: frozenset[date], worked: frozenset[date]) -> str | None:
    left = (day - today).days
    if left >= 2:
        return FUND if today >= _fund_day(day, early, off, worked) else None
    return {1: EVE, 0: DAY, -1: AFTER}.get(left)


def _fund_day(day: date, early: int, off: frozenset[date], worked: frozenset[date]) -> date:
    def bank(each: date) -> bool:
        return each in worked or (each.isoweekday() < 6 and each not in off)

    candidate = day - timedelta(days=early)
    while sum(bank(date.fromordinal(n)) for n in range(candidate.toordinal(), day.toordinal())) < 2:
        candidate -= timedelta(days=1)
    return candidate


def _since(person: Person, day: date, stage: str, off: frozenset[date], worked: frozenset[date]) -> datetime:
    """The minute a stage was due, by the wall clock of the person."""
    first = {EVE: day - timedelta(days=1), DAY: day, AFTER: day + timedelta(days=1)}
    on = first.get(stage) or _fund_day(day, person.early, off, worked)
    wall = datetime(on.year, on.month, on.day, person.hour, 0, tzinfo=ZoneInfo(person.zone))
    return wall.astimezone(UTC)


def _passed(person: Person, day: date, minute: datetime, off: frozenset[date], worked: frozenset[date]) -> list[str]:
    return [stage for stage in ORDER if _since(person, day, stage, off, worked) <= minute]
