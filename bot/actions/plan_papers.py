"""Actions that have pictures of a plan and a calendar file made: everything in them is worked out here, in words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.actions.dues import dues_of, habit_of, today_in
from bot.actions.registry import Context, Done, action
from bot.dialogue.values import Value
from bot.jobs.job import Job
from bot.language.money import Money
from bot.money.plan import Plan
from bot.reminders.calendar_file import EVE, Entry, Sent, Words, calendar_file, sequenced
from bot.reminders.due import Due
from bot.reminders.outlook import DAYS, Day, weeks_ahead
from bot.reminders.weeks import clashes

FILE = "calendar_file"
"""What of ``me`` holds what the last calendar file said."""

READY = "plan_paper"
"""The flow a finished picture or file opens."""

A_YEAR = timedelta(days=366)
"""How far a calendar file looks; a new one brings what comes after."""

MOST_LINES = 12
"""Dues written out under the calendar."""


@dataclass(frozen=True, slots=True)
class Filed:
    """How many entries a calendar file has, and how many of them take something back."""

    entries: int
    gone: int


@action("plans.picture", gives=type(None))
def picture(context: Context, kind: str, dark: bool = False) -> Done:
    """Have a picture drawn: ``ahead`` the next 60 days, ``progress`` how far each plan is."""
    data = _ahead(context) if kind == "ahead" else _progress(context)
    template = "calendar" if kind == "ahead" else "progress"
    payload = {"template": template, "data": data, "form": "png", "dark": dark, "name": f"{template}.png"}
    return Done(jobs=(Job("paper", payload, READY, hands={"kind": kind}, key=f"plan.{kind}"),))


@action("plans.file", gives=Filed)
def file(context: Context, take_back: bool = False) -> Done:
    """Have a calendar file made: every open due, or with ``take_back`` a file that removes all there was."""
    before, owner = _sent(context)
    entries = [] if take_back else _entries(context)
    sent = sequenced(entries, before)
    owner = owner or context.session.id
    words = context.library.reminders.file
    made = calendar_file(
        owner,
        entries,
        sent,
        Words(context.words(words.name), context.words(words.title), context.words(words.alarm)),
        habit_of(context.session.me, context.library).zone,
        context.now,
    )
    kind = "gone" if take_back else "file"
    job = Job("plan_file", {"content": b64encode(made).decode()}, READY, hands={"kind": kind}, key="plan_file")
    kept: dict[str, Value] = {"owner": owner, "sent": {name: _written(each) for name, each in sent.items()}}
    return Done(Filed(len(entries), sum(each.gone for each in sent.values())), jobs=(job,), me={FILE: kept})


def _sent(context: Context) -> tuple[dict[str, Sent], str]:
    """What the last file said of days that are still to come."""
    kept: Any = context.session.me.get(FILE)
    if not isinstance(kept, Mapping):
        return {}, ""
    known = {name: Sent(*each) for name, each in kept["sent"].items()}
    return {name: each for name, each in known.items() if each.start >= context.now}, str(kept["owner"])


def _written(sent: Sent) -> list[Value]:
    return [sent.start, sent.sequence, sent.gone]


def _entries(context: Context) -> list[Entry]:
    habit = habit_of(context.session.me, context.library)
    today = today_in(context.session.me, context.library, context.now)
    debts = {plan.version: plan.debt for plan in context.finances.current_plans}
    return [
        Entry(f"{debts[due.version]}.{due.number}", habit.at(due.day), (due.day - habit.fund_day(due.day), EVE))
        for due in dues_of(context.finances)
        if today <= due.day < today + A_YEAR
    ]


def _ahead(context: Context) -> dict[str, Any]:
    words, style = context.library.reminders.pictures, context.style
    habit = habit_of(context.session.me, context.library)
    today = today_in(context.session.me, context.library, context.now)
    dues = [due for due in dues_of(context.finances) if today <= due.day < today + timedelta(days=DAYS)]
    cash = context.session.me.get("cash")
    known = cash if isinstance(cash, Money) else None
    crowded = clashes(dues, known)
    close = {due.key for week in crowded for due in week.dues}
    weeks = weeks_ahead(today, dues, crowded, habit.days)
    data = {
        "title": context.words(words.ahead),
        "weekdays": list(context.words(words.weekdays)),
        "weeks": [[_square(context, each, today) for each in week] for week in weeks],
        "dues": [_line(context, due, due.key in close) for due in dues[:MOST_LINES]],
        "legend": {name: context.words(getattr(words, name)) for name in ("due", "together", "today")},
        "small": _small(context, len(dues) - MOST_LINES),
    }
    worst = next((week for week in crowded if week.lacking(known)), None)
    lacking = None if worst is None else worst.lacking(known)
    if worst is None or lacking is None:
        return data
    told = {"first": style.month_day(worst.first), "last": style.month_day(worst.last), "count": len(worst.dues)}
    told |= {"total": style.spoken(worst.total), "lacking": style.spoken(lacking)}
    line = words.clash if len(worst.dues) > 1 else words.clash_one
    return {**data, "note": context.words(line).format(**told)}


def _square(context: Context, each: Day, today: date) -> dict[str, Any]:
    words = context.library.reminders.pictures
    square: dict[str, Any] = {"day": str(each.day.day), "off": each.off, "state": _state(each, today)}
    if each.day.day == 1 or each.day == today:
        square["month"] = context.words(words.month).format(month=each.day.month, day=each.day.day)
    if each.within and each.dues:
        total = sum((due.amount.amount for due in each.dues), Decimal(0))
        square["sum"] = context.style.number(total)
    if each.within and len(each.dues) > 1:
        square["count"] = context.words(words.count).format(count=len(each.dues))
    return square


def _state(each: Day, today: date) -> str:
    if not each.within:
        return "out"
    if each.dues:
        return "together" if each.together else "due"
    return "today" if each.day == today else "plain"


def _line(context: Context, due: Due, together: bool) -> list[Any]:
    return [context.style.date(due.day), due.creditor, context.style.spoken(due.amount), together]


def _small(context: Context, left_out: int) -> str:
    words = context.library.reminders.pictures
    made = context.words(words.made).format(day=context.style.month_day(context.now.date()))
    return made if left_out <= 0 else context.words(words.more).format(count=left_out) + made


def _progress(context: Context) -> dict[str, Any]:
    words = context.library.reminders.pictures
    return {
        "title": context.words(words.progress),
        "plans": [_plan(context, plan) for plan in context.finances.current_plans if plan.instalments],
        "small": _small(context, 0),
    }


def _plan(context: Context, plan: Plan) -> dict[str, Any]:
    words = context.library.reminders.pictures
    debt = context.finances.debt(plan.debt)
    paid, count = len(plan.instalments) - len(plan.unpaid), len(plan.instalments)
    currency = plan.instalments[0].amount.currency
    left = Money(sum((plan.open_part(each) for each in plan.instalments), Decimal(0)), currency)
    told = words.left if plan.unpaid else words.done
    return {
        "name": "" if debt is None else debt.name,
        "paid": paid,
        "all": count,
        "count": context.words(words.paid).format(paid=paid, all=count),
        "left": context.words(told).format(left=context.style.spoken(left)),
    }
