"""Actions on the debts a person keeps: list them, open one, save, close, delete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.actions.cards import Item, Reference, RuleFound, references
from bot.actions.packing import pack
from bot.actions.registry import Context, Done, action
from bot.content.facts import Verified
from bot.errors import ConversationError
from bot.language.money import Money
from bot.money.affordable import monthly_of
from bot.money.debt import LONGEST_NAME, Debt, DebtKind
from bot.money.finances import Finances

SHORT_NAME = 10
"""Characters of a debt's name on a button beside its balance."""


BUBBLES = 2
"""Bubbles the list is shown in, the most urgent first; the buttons have every debt."""


@dataclass(frozen=True, slots=True)
class DebtFound:
    """One debt, whole, with its card in bubbles and the facts that differ for its kind.

    ``owed`` is the balance where it is in the currency sums are asked in here, so that the two can be reckoned with.
    """

    id: str
    name: str
    kind: str
    balance: Money | None
    owed: Money | None
    minimum: Money | None
    due_day: int | None
    days: int | None
    stage: str | None
    secured: bool
    in_court: bool
    open: bool
    planned: bool
    bubbles: list[str]
    facts: list[Reference]


@dataclass(frozen=True, slots=True)
class Overview:
    """All open debts by band, in bubbles; ``total`` of the known balances, ``unknown`` how many have none."""

    count: int
    closed: int
    total: Money
    unknown: int
    full: bool
    bubbles: list[str]


@action("debts.begin")
def begin(context: Context) -> str | None:
    """The id a new debt gets when it is saved; none where 15 are kept already."""
    return None if context.finances.full else context.finances.next_id("d")


@action("debts.kinds")
def kinds(context: Context) -> list[Item]:
    """The kinds of creditor where the person lives, as buttons."""
    return [Item(kind.id, context.words(kind.label)) for kind in context.library.debts.here(context.style.region)]


@action("debts.list")
def list_debts(context: Context, closed: bool = False) -> list[Item]:
    """The open debts as buttons, the most urgent first; or the closed ones."""
    debts = _by_band(context.finances) if not closed else [each for each in context.finances.debts if not each.open]
    return [Item(debt.id, _button(context, debt)) for debt in debts]


@action("debts.find")
def find(context: Context, name: str) -> str | None:
    """The id of the open debt of that name; none where there is none."""
    wanted = name.strip().casefold()
    return next((debt.id for debt in context.finances.open_debts if debt.name.casefold() == wanted), None)


@action("debts.open")
def open_debt(context: Context, debt: str) -> DebtFound | None:
    """One debt; none where it is not kept any more."""
    found = context.finances.debt(debt)
    return None if found is None else _found(context, found)


@action("debts.show")
def show(context: Context, debt: str) -> DebtFound:
    """One debt of the list just shown. Raises ConversationError when it is not kept any more."""
    found = context.finances.debt(debt)
    if found is None:
        raise ConversationError(f"There is no debt {debt!r}: list the debts again before one is opened.")
    return _found(context, found)


@action("debts.rule")
def rule(context: Context, debt: str, number: int) -> RuleFound:
    """One fact that differs for this kind of creditor where the person lives, counted from 0."""
    facts = show(context, debt).facts
    return RuleFound(facts[number : number + 1], number + 1, number + 1 < len(facts))


@action("debts.overview")
def overview(context: Context) -> Overview:
    """What is owed altogether: what comes first, what is being paid, and the rest."""
    finances, currency = context.finances, context.style.currency
    debts = finances.open_debts
    balances = [each.balance for each in debts if each.balance is not None and each.balance.currency == currency]
    return Overview(
        count=len(debts),
        closed=len(finances.debts) - len(debts),
        total=Money(sum((each.amount for each in balances), Decimal(0)), currency),
        unknown=len(debts) - len(balances),
        full=finances.full,
        bubbles=pack(_band_lines(context))[:BUBBLES],
    )


@action("debts.save", gives=DebtFound)
def save(
    context: Context,
    debt: str,
    name: str | None = None,
    kind: str | None = None,
    balance: Money | None = None,
    minimum: Money | None = None,
    due: date | None = None,
    days: int | None = None,
    stage: str | None = None,
    marks: list[str] | None = None,
    interest: int | None = None,
) -> Done:
    """Keep a debt under its id, new or not; what is not given stays as it was.

    ``due`` is any day it falls due on; ``marks`` are secured and in_court. Where another one would be too many,
    nothing is kept.
    """
    finances = context.finances
    before = finances.debt(debt)
    if before is None and finances.full:
        return Done(_found(context, Debt(debt, name or "")))
    changed = _changed(before or Debt(debt, ""), context, locals())
    return Done(_found(context, changed), finances=finances.with_debt(changed))


@action("debts.close", gives=type(None))
def close(context: Context, debt: str) -> Done:
    """Close a debt: it is paid, and nothing of it is due any more."""
    return Done(finances=context.finances.with_closed(debt, context.now.date()))


@action("debts.reopen", gives=type(None))
def reopen(context: Context, debt: str) -> Done:
    """Open a closed debt again; its old plan stays superseded."""
    found = context.finances.debt(debt)
    return Done() if found is None else Done(finances=context.finances.with_debt(replace(found, closed_on=None)))


@action("debts.delete", gives=type(None))
def delete(context: Context, debt: str) -> Done:
    """Remove a debt with its agreements and plans."""
    return Done(finances=context.finances.without_debt(debt))


def _changed(debt: Debt, context: Context, given: dict[str, Any]) -> Debt:
    fields: dict[str, Any] = {name: given[name] for name in ("balance", "minimum", "stage")}
    fields["name"] = None if given["name"] is None else given["name"][:LONGEST_NAME]
    fields["interest"] = None if given["interest"] is None else Decimal(given["interest"])
    fields["days_overdue"] = given["days"]
    fields["due_day"] = None if given["due"] is None else given["due"].day
    fields["kind"] = None if given["kind"] is None else DebtKind(given["kind"])
    if given["marks"] is not None:
        fields |= {mark: mark in given["marks"] for mark in ("secured", "in_court")}
    told = {name: value for name, value in fields.items() if value is not None}
    today = context.now.date()
    balance = told.pop("balance", None)
    if "days_overdue" in told:
        told["as_of"] = today
    changed = debt if balance is None else debt.now_owing(balance, today)
    return replace(changed, **told)


def _found(context: Context, debt: Debt) -> DebtFound:
    kind = context.library.debts.kind(debt.kind, context.style.region)
    facts = kind.facts.get(context.style.region, ())
    certain = tuple(each for each in facts if context.library.facts[each].verified is Verified.FOUND)
    return DebtFound(
        id=debt.id,
        name=debt.name,
        kind=debt.kind.value,
        balance=debt.balance,
        owed=debt.balance if debt.balance is None or debt.balance.currency == context.style.currency else None,
        minimum=debt.minimum,
        due_day=debt.due_day,
        days=_overdue(context, debt),
        stage=debt.stage,
        secured=debt.secured,
        in_court=debt.in_court,
        open=debt.open,
        planned=context.finances.plan_of(debt.id) is not None,
        bubbles=pack(_card(context, debt)),
        facts=references(context, certain),
    )


def _overdue(context: Context, debt: Debt) -> int | None:
    """Days overdue by today: what was told, and the days since."""
    if debt.days_overdue is None or debt.as_of is None:
        return debt.days_overdue
    return debt.days_overdue + ((context.now.date() - debt.as_of).days if debt.days_overdue else 0)


def _card(context: Context, debt: Debt) -> Iterator[str]:
    slots = _slots(context, debt)
    for line in context.library.debts.card:
        if slots.get(line.slot) is not None:
            yield context.words(line.say).format(**slots)


def _slots(context: Context, debt: Debt) -> dict[str, str | None]:
    style, words = context.style, context.library.debts
    plan = context.finances.plan_of(debt.id)
    days = _overdue(context, debt)
    stage = next((each.label for each in context.library.stages.stages if each.id == debt.stage), None)
    return {
        "name": debt.name,
        "kind": context.words(words.kind(debt.kind, style.region).label),
        "balance": None if debt.balance is None else style.spoken(debt.balance),
        "as_of": "" if debt.as_of is None else style.month_day(debt.as_of),
        "minimum": None if debt.minimum is None else style.spoken(debt.minimum),
        "due_day": None if debt.due_day is None else str(debt.due_day),
        "overdue": str(days) if days else None,
        "stage": None if stage is None else context.words(stage),
        "interest": None if debt.interest is None else style.number(debt.interest),
        "secured": "" if debt.secured else None,
        "in_court": "" if debt.in_court else None,
        "plan": None if plan is None else "",
        "paid": "" if plan is None else str(len(plan.instalments) - len(plan.unpaid)),
        "periods": "" if plan is None else str(len(plan.instalments)),
        "left": "" if plan is None else style.spoken(Money(plan.left, plan.instalments[0].amount.currency)),
        "closed": None if debt.closed_on is None else style.month_day(debt.closed_on),
    }


def _button(context: Context, debt: Debt) -> str:
    words = context.library.debts
    known = context.words(words.unknown_balance) if debt.balance is None else context.style.spoken(debt.balance)
    return context.words(words.button).format(name=debt.name[:SHORT_NAME], balance=known)


def _band(finances: Finances, debt: Debt) -> str:
    if debt.urgent:
        return "urgent"
    return "open" if monthly_of(finances, debt) is None else "agreed"


def _by_band(finances: Finances) -> list[Debt]:
    order = ("urgent", "agreed", "open")
    return sorted(finances.open_debts, key=lambda debt: order.index(_band(finances, debt)))


def _band_lines(context: Context) -> Iterator[str]:
    """One line a debt under the name of its band."""
    finances = context.finances
    for band in context.library.debts.bands:
        debts = [debt for debt in finances.open_debts if _band(finances, debt) == band.id]
        if debts:
            yield context.words(band.label)
            yield from (f"· {_button(context, debt)}" for debt in debts)
