"""Actions on a plain reminder that came: what its debt is called, and one payment to be reminded of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.actions.registry import Context, Done, action
from bot.language.money import Money
from bot.money.debt import LONGEST_NAME, Debt, DebtKind
from bot.money.plan import Plan, dated

SENDER = re.compile(r"[【\[［]\s*([^】\]］\s\d]{2,20})\s*[】\]］]")
"""Who signs a message, in the brackets every gateway for short messages puts a sender in."""


@dataclass(frozen=True, slots=True)
class OnceKept:
    """The payment kept: under which name, how much and when."""

    name: str
    amount: Money
    day: date


@action("messages.called")
def called(context: Context, text: str, kind: str) -> str:
    """What a debt can be called: whom the message is signed by, else its kind of creditor."""
    signed = SENDER.search(text)
    label = context.words(context.library.debts.kind(kind, context.style.region).label)
    return (signed[1] if signed else label)[:LONGEST_NAME]


@action("messages.remind", gives=OnceKept)
def remind(
    context: Context, debt: str, amount: Money, day: date, name: str | None = None, kind: str | None = None
) -> Done:
    """Keep one payment of a debt, new or on the list, so that it is reminded of; an older plan is superseded."""
    finances, today = context.finances, context.now.date()
    before = finances.debt(debt)
    if before is None and finances.full:
        return Done(OnceKept(name or "", amount, day))
    owed = before or Debt(debt, (name or "")[:LONGEST_NAME], DebtKind(kind or DebtKind.OTHER))
    if owed.due_day is None:
        owed = replace(owed, due_day=day.day)
    plan = Plan(version=0, debt=debt, made_on=today, instalments=dated((amount,), day))
    after = finances.with_debt(owed).with_plan(plan)
    return Done(OnceKept(owed.name, amount, day), finances=after)
