"""A person's dues, habit and marks, out of what is kept about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bot.content.library import Library
from bot.dialogue.values import Value
from bot.language.money import Money
from bot.language.region import Region, zone_of
from bot.money.finances import Finances
from bot.money.plan import Plan
from bot.reminders.due import Answer, Due, Mark, Stage
from bot.reminders.habit import USUAL, Habit
from bot.reminders.working_days import EARLY, WorkingDays

MARKS = "reminded"
"""What of ``me`` holds the marks."""

HABITS = ("region", "zone", "reminder_time", "days_before", "reminders_off", "muted_until", "consent_reminders", MARKS)
"""What of ``me`` the time of the next reminder depends on."""


def zone(me: Mapping[str, Value]) -> str:
    """The person's time zone: the one they named, else their region's."""
    return str(me.get("zone") or zone_of(Region(str(me.get("region") or Region.MAINLAND))))


def habit_of(me: Mapping[str, Value], library: Library) -> Habit:
    """How the person wants to be reminded; without their consent not at all."""
    region = Region(str(me.get("region") or Region.MAINLAND))
    clock, muted, early = me.get("reminder_time"), me.get("muted_until"), me.get("days_before")
    return Habit(
        zone=zone(me),
        clock=clock if isinstance(clock, time) else USUAL,
        off=bool(me.get("reminders_off")) or not me.get("consent_reminders"),
        muted_until=muted if isinstance(muted, datetime) else None,
        early=early if isinstance(early, int) else EARLY,
        days=WorkingDays(library.days_off.closed(region), library.days_off.worked(region)),
    )


def dues_of(finances: Finances, account: str | None = None) -> tuple[Due, ...]:
    """Every instalment of a plan that holds and is not fully paid, in order of its day."""
    dues = (due for plan in finances.current_plans for due in _of_plan(finances, plan, account))
    return tuple(sorted(dues, key=lambda due: (due.day, due.version)))


def versions(finances: Finances) -> frozenset[int]:
    """The plans that hold now."""
    return frozenset(plan.version for plan in finances.current_plans)


def marks_of(me: Mapping[str, Value]) -> dict[str, Mark]:
    """What was said about each due."""
    kept = me.get(MARKS)
    return {key: _mark(raw) for key, raw in kept.items()} if isinstance(kept, Mapping) else {}


def written(marks: Mapping[str, Mark]) -> dict[str, Value]:
    """The marks as ``me`` keeps them."""
    return {key: _written(mark) for key, mark in marks.items()}


def due_by_key(finances: Finances, key: str, account: str | None = None) -> Due | None:
    """The due of a key; None when its plan was superseded or it is paid."""
    return next((due for due in dues_of(finances, account) if due.key == key), None)


def today_in(me: Mapping[str, Value], library: Library, now: datetime) -> date:
    """The person's day."""
    return habit_of(me, library).local(now).date()


def _of_plan(finances: Finances, plan: Plan, account: str | None) -> list[Due]:
    debt = finances.debt(plan.debt)
    agreement = finances.agreement(plan.agreement) if plan.agreement else None
    creditor = debt.name if debt is not None else agreement.creditor if agreement is not None else ""
    return [
        Due(
            version=plan.version,
            number=each.number,
            day=each.day,
            amount=Money(plan.open_part(each), each.amount.currency),
            creditor=creditor,
            person=plan.person,
            account=account,
        )
        for each in plan.instalments
        if plan.open_part(each) > Decimal(0)
    ]


def _mark(raw: Any) -> Mark:
    stage, again, snoozes, answer = raw
    return Mark(Stage(stage), again, snoozes, None if answer is None else Answer(answer))


def _written(mark: Mark) -> list[Value]:
    answer = None if mark.answer is None else mark.answer.value
    return [int(mark.stage), mark.again, mark.snoozes, answer]
