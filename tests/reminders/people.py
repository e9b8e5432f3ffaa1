"""Made-up people with plans, and everything that happens to them in a month."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

ZONES = {
    "CN": ("Asia/Shanghai", "America/New_York", "Europe/London"),
    "TW": ("Asia/Taipei", "America/Los_Angeles", "Asia/Tokyo"),
    "HK": ("Asia/Hong_Kong", "Australia/Sydney", "Europe/Paris"),
}


class Reaction(Enum):
    """What somebody does five minutes after a reminder."""

    NOTHING = "nothing"
    PAID = "paid"
    CANNOT = "cannot"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Plan:
    """The days on which one debt is due, under a version."""

    debt: str
    version: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """At a minute the plans become these, or settings become others (named as in Person of expected.py)."""

    at: datetime
    plans: tuple[Plan, ...] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One person's month; ``down`` are spans in which the bot did not run."""

    number: int
    region: str
    zone: str
    hour: int
    early: int
    start: datetime
    end: datetime
    changes: tuple[Change, ...]
    down: tuple[tuple[datetime, datetime], ...]

    def reaction(self, key: str, stage: str, snoozed: int) -> Reaction:
        """What they do about a reminder: always the same for the same one."""
        chance = random.Random(f"{self.number}/{key}/{stage}/{snoozed}").random()
        if chance < 0.25:
            return Reaction.HOUR
        if chance < 0.33:
            return Reaction.CANNOT
        if chance < 0.6 and stage in {"day", "after"}:
            return Reaction.PAID
        return Reaction.NOTHING


def story(number: int, start: datetime, days: int) -> Story:
    """A random story of so many days; the same number gives the same one."""
    chance = random.Random(number)
    region = chance.choice(sorted(ZONES))
    plans = tuple(_plan(chance, f"d{n}", n, start.date(), days) for n in range(1, chance.randint(2, 4)))
    begin = Change(start + timedelta(minutes=chance.randint(1, 600)), plans)
    changes, version = [begin], len(plans)
    for _ in range(chance.randint(1, 4)):
        at = start + timedelta(minutes=chance.randint(700, days * 1440 - 60))
        if chance.random() < 0.4:
            version += 1
            gone = chance.choice(plans).debt
            plans = tuple(
                _plan(chance, gone, version, at.date(), days) if each.debt == gone else each for each in plans
            )
            changes.append(Change(at, plans))
            continue
        changes.append(Change(at, settings=_setting(chance, region, at)))
    changes = sorted({change.at: change for change in changes}.values(), key=lambda change: change.at)
    return Story(
        number=number,
        region=region,
        zone=chance.choice(ZONES[region]),
        hour=chance.randint(9, 20),
        early=chance.choice((3, 3, 5, 7)),
        start=start,
        end=start + timedelta(days=days),
        changes=_in_order(changes),
        down=_down(chance, start, days, {change.at for change in changes}),
    )


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    """Plans grow from one change to the next, in the order of their minutes."""
    planned = sorted((each.plans for each in changes if each.plans is not None), key=_newest)
    order = iter(planned)
    return tuple(each if each.plans is None else Change(each.at, next(order), each.settings) for each in changes)


def _newest(plans: tuple[Plan, ...]) -> int:
    return max(plan.version for plan in plans)


def _plan(chance: random.Random, debt: str, version: int, today: date, days: int) -> Plan:
    first = today + timedelta(days=chance.randint(-3, days))
    return Plan(debt, version, tuple(first + timedelta(days=n * chance.choice((7, 14))) for n in range(3)))


def _setting(chance: random.Random, region: str, at: datetime) -> dict[str, Any]:
    kind = chance.choice(("hour", "zone", "off", "on", "muted", "early"))
    match kind:
        case "hour":
            return {"hour": chance.randint(9, 20)}
        case "zone":
            return {"zone": chance.choice(ZONES[region])}
        case "off":
            return {"off": True}
        case "on":
            return {"off": False, "muted": None}
        case "early":
            return {"early": chance.choice((3, 5, 7))}
    return {"muted": at + timedelta(hours=48)}


def _down(
    chance: random.Random, start: datetime, days: int, busy: set[datetime]
) -> tuple[tuple[datetime, datetime], ...]:
    if chance.random() < 0.5:
        return ()
    begin = start + timedelta(minutes=chance.randint(1000, days * 1440 - 4000))
    end = begin + timedelta(minutes=chance.randint(30, 3000))
    return () if any(begin - timedelta(minutes=10) <= at <= end for at in busy) else ((begin, end),)


START = datetime(2026, 11, 30, tzinfo=UTC)
