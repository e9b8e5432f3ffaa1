"""Actions that show a person their plans: the card, the days ahead, the three bands, dues that fall together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.actions.cards import Item
from bot.actions.dues import dues_of, today_in
from bot.actions.packing import pack
from bot.actions.registry import Context, action
from bot.content.both import Both
from bot.language.money import Money
from bot.money.debt import Debt
from bot.money.plan import Plan
from bot.reminders.due import Due
from bot.reminders.weeks import clashes

DAYS_AHEAD = timedelta(days=60)
"""How far the calendar looks (product design, F9)."""

SHOWN = 12
"""Lines at most in one message to read."""


@dataclass(frozen=True, slots=True)
class Card:
    """The plans in bubbles; ``any`` is false when there is none yet, ``dated`` when nothing is due any more."""

    bubbles: list[str]
    any: bool
    dated: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """The dues of the next 60 days in bubbles; ``more`` counts those left out."""

    bubbles: list[str]
    any: bool
    more: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Dues within seven days that come to more than the person can move; ``lacking`` is none when that is unknown."""

    found: bool
    count: int
    first: date
    last: date
    total: Money
    lacking: Money | None
    dues: list[Item]


@action("plans.card")
def card(context: Context) -> Card:
    """Each plan in a line: how far it is and what comes next; debts without a day are named too."""
    lines = plan_lines(context)
    return Card(pack([*lines, *_without_day(context)]), bool(lines), bool(dues_of(context.finances)))


def plan_lines(context: Context) -> list[str]:
    """Each plan that holds, in a line."""
    return [_plan_line(context, plan) for plan in context.finances.current_plans]


@action("plans.ahead")
def ahead(context: Context) -> Ahead:
    """What is due in the next 60 days, by day."""
    dues = _ahead(context)
    line = context.library.reminders.lines.due
    lines = [_filled(context, line, due) for due in dues[:SHOWN]]
    return Ahead(pack(lines), bool(dues), max(0, len(dues) - SHOWN))


@action("plans.clash")
def clash(context: Context) -> Clash:
    """The first dues of the next 60 days that fall together and are more than can be moved."""
    cash = context.session.me.get("cash")
    known = cash if isinstance(cash, Money) else None
    found = clashes(_ahead(context), known)
    if not found:
        today = context.now.date()
        return Clash(False, 0, today, today, Money(Decimal(0), context.style.currency), None, [])
    week = found[0]
    items = [Item(due.key, f"{due.creditor} {context.style.spoken(due.amount)}") for due in week.dues]
    return Clash(True, len(week.dues), week.first, week.last, week.total, week.lacking(known), items)


@dataclass(frozen=True, slots=True)
class NextDue:
    """What is due next; ``fund_by`` is the last day to fill the account for it."""

    key: str
    creditor: str
    day: date
    amount: Money
    fund_by: date


@action("plans.next")
def next_due(context: Context) -> NextDue | None:
    """The next due from today on; none when nothing is due any more."""
    today = today_in(context.session.me, context.library, context.now)
    due = next((due for due in dues_of(context.finances) if due.day >= today), None)
    if due is None:
        return None
    return NextDue(due.key, due.creditor, due.day, due.amount, due.day - timedelta(days=1))


@action("plans.bands")
def bands(context: Context) -> list[str]:
    """The debts in three bands, in bubbles: what comes first, what is agreed, the others."""
    words, money = context.library.reminders.bands, context.finances
    planned = {plan.debt for plan in money.current_plans}
    urgent = [debt for debt in money.open_debts if debt.urgent]
    agreed = [debt for debt in money.open_debts if not debt.urgent and debt.id in planned]
    others = [debt for debt in money.open_debts if not debt.urgent and debt.id not in planned]
    groups = ((words.urgent, urgent), (words.agreed, agreed), (words.others, others))
    return pack(line for title, debts in groups for line in _band(context, title, debts))


@action("plans.zones")
def zones(context: Context) -> list[Item]:
    """Time zones as buttons, by cities people know."""
    return [Item(zone.id, context.words(zone.label)) for zone in context.library.reminders.zones]


def _ahead(context: Context) -> list[Due]:
    today = today_in(context.session.me, context.library, context.now)
    return [due for due in dues_of(context.finances) if today <= due.day < today + DAYS_AHEAD]


def _plan_line(context: Context, plan: Plan) -> str:
    lines = context.library.reminders.lines
    dues = [due for due in dues_of(context.finances) if due.version == plan.version]
    counts = {"paid": len(plan.instalments) - len(plan.unpaid), "all": len(plan.instalments)}
    if not dues:
        debt = context.finances.debt(plan.debt)
        return context.words(lines.finished).format(creditor=debt.name if debt else "", **counts)
    today = today_in(context.session.me, context.library, context.now)
    missed = [due for due in dues if due.day < today - timedelta(days=1)]
    if missed:
        return _filled(context, lines.missed, missed[0])
    return _filled(context, lines.going, dues[0], **counts)


def _without_day(context: Context) -> Iterator[str]:
    planned = {plan.debt for plan in context.finances.current_plans}
    for debt in context.finances.open_debts:
        if debt.due_day is None and debt.id not in planned:
            yield context.words(context.library.reminders.lines.no_day).format(creditor=debt.name)


def _band(context: Context, title: Both, debts: list[Debt]) -> Iterator[str]:
    if debts:
        yield context.words(title)
        yield "、".join(debt.name for debt in debts)


def _filled(context: Context, line: Both, due: Due, **more: object) -> str:
    style = context.style
    slots = {"creditor": due.creditor, "day": style.date(due.day), "amount": style.spoken(due.amount)}
    return context.words(line).format(**slots, **more)
