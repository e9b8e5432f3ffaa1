"""Actions after a call: what was agreed last time, a question the next day, a look back, and a weekly one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.did import times
from bot.actions.dues import habit_of, zone
from bot.actions.registry import Context, Done, action
from bot.language.money import Money
from bot.records.contacts import Contact, contacts_in
from bot.reminders.timer import Timer

TIMER_USED, TIMER_RECAP = "script_used", "recap"

SUNDAY, EVENING = 6, time(19)
"""When a weekly look back comes: the week is over and nothing has to be done about it."""

NEXT_DAY = time(11)

AGREED = frozenset({"agreed", "again"})
"""Outcomes after which there is something to go on with."""

NAME = 12
"""Characters of a company's name in a line."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the newest call that led to something ended with; ``passed`` when the day agreed on is over."""

    on: date
    company: str
    outcome: str
    promised: Money | None
    day: date | None
    passed: bool


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a person has done in a number of days, as they did it: no points, nothing to keep up."""

    days: int
    prepared: int
    practised: int
    used: int
    logged: int
    kept: int
    anything: bool


@action("calls.last_time")
def last_time(context: Context) -> LastTime | None:
    """What was agreed last time; none when nothing was, or when a later call ended otherwise."""
    contacts = _contacts(context)
    newest = contacts[-1] if contacts else None
    if newest is None or newest.outcome not in AGREED:
        return None
    today = context.now.date()
    passed = newest.promised_day is not None and newest.promised_day < today
    company = (newest.company or "")[:NAME]
    return LastTime(newest.at.date(), company, str(newest.outcome), newest.promised, newest.promised_day, passed)


@action("calls.ask_tomorrow", gives=type(None), opens=("script_used",))
def ask_tomorrow(context: Context) -> Done:
    """Ask the next day whether the script was used, if the person allows reminders."""
    if not context.session.me.get("consent_reminders"):
        return Done()
    due = datetime.combine(context.now.date() + timedelta(days=1), NEXT_DAY, context.now.tzinfo)
    return Done(timers=(Timer(TIMER_USED, due, {"kind": "open", "flow": "script_used"}),))


@action("calls.welcome")
def welcome(context: Context) -> bool:
    """Whether a word from the bot is welcome now: reminders are allowed, not paused and not muted."""
    habit = habit_of(context.session.me, context.library)
    return not habit.off and (habit.muted_until is None or habit.muted_until <= context.now)


@action("did.look_back")
def look_back(context: Context, days: int) -> LookBack:
    """What the person has done in the last days."""
    since = context.now.date() - timedelta(days=days)
    prepared, practised, used = (times(context, what, since) for what in ("prepared", "practised", "used"))
    logged = sum(contact.at.date() >= since for contact in _contacts(context))
    kept = _kept(context, since)
    return LookBack(days, prepared, practised, used, logged, kept, any((prepared, practised, used, logged, kept)))


@action("recap.on", gives=datetime, opens=("recap_due",))
def recap_on(context: Context) -> Done:
    """A look back on the next Sunday evening, and every week from then on; gives the moment."""
    due = _sunday(context.now)
    return Done(due, timers=(Timer(TIMER_RECAP, due, {"kind": "open", "flow": "recap_due"}),), me={"recap": True})


@action("recap.off", gives=type(None))
def recap_off(context: Context) -> Done:  # noqa: ARG001
    """No weekly look back any more."""
    return Done(cancel=(TIMER_RECAP,), me={"recap": False})


def _sunday(now: datetime) -> datetime:
    day = now.date() + timedelta(days=(SUNDAY - now.weekday()) % 7)
    due = datetime.combine(day, EVENING, now.tzinfo)
    return due if due > now else due + timedelta(days=7)


def _contacts(context: Context) -> tuple[Contact, ...]:
    return contacts_in(context.records, ZoneInfo(zone(context.session.me)))


def _kept(context: Context, since: date) -> int:
    """Instalments that were paid in full, the last part of it since a day."""
    count = 0
    for plan in context.finances.plans:
        for instalment in plan.instalments:
            days = [each.day for each in plan.payments if each.instalment == instalment.number]
            count += bool(days) and max(days) >= since and plan.open_part(instalment) == 0
    return count
