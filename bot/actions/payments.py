"""Actions on payments a person notes by themselves: which due, what was noted last, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actions.cards import Item
from bot.actions.dues import due_by_key, dues_of
from bot.actions.registry import Context, Done, action
from bot.language.money import Money
from bot.money.plan import Payment, Plan
from bot.reminders.due import Due

OFFERED = 8
"""Dues to choose from, the earliest first."""

TAKE_BACK = "undo"
"""Id of the button that takes the last payment back."""


@dataclass(frozen=True, slots=True)
class Payable:
    """A due to note a payment for."""

    creditor: str
    day: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Noted:
    """The payment that was noted last."""

    creditor: str
    amount: Money


@action("payments.dues")
def dues(context: Context) -> list[Item]:
    """What can be noted as paid, as buttons, and last of all ``undo`` for the payment noted last."""
    line = context.library.reminders.lines
    shown = [Item(due.key, _label(context, due)) for due in dues_of(context.finances)[:OFFERED]]
    noted = last(context)
    if noted is None:
        return shown
    slots = {"creditor": noted.creditor, "amount": context.style.spoken(noted.amount)}
    return [*shown, Item(TAKE_BACK, context.words(line.undo).format(**slots))]


@action("payments.due")
def due(context: Context, key: str) -> Payable | None:
    """A due by its key; none when it is paid or its plan holds no more."""
    found = due_by_key(context.finances, key)
    return None if found is None else Payable(found.creditor, found.day, found.amount)


@action("payments.last")
def last(context: Context) -> Noted | None:
    """The payment noted last in a plan that holds; none when there is none."""
    found = _last(context)
    if found is None:
        return None
    plan, payment = found
    debt = context.finances.debt(plan.debt)
    return Noted("" if debt is None else debt.name, payment.amount)


@action("payments.take_back", gives=type(None))
def take_back(context: Context) -> Done:
    """The payment noted last was a mistake: forget it, and what it was for is due again."""
    found = _last(context)
    return Done() if found is None else Done(finances=context.finances.without_last_payment(found[0].version))


def _last(context: Context) -> tuple[Plan, Payment] | None:
    noted = [(plan, plan.payments[-1]) for plan in context.finances.current_plans if plan.payments]
    return max(noted, key=lambda each: each[1].day, default=None)


def _label(context: Context, due: Due) -> str:
    style = context.style
    return f"{due.creditor} {style.month_day(due.day)} {style.spoken(due.amount)}"
