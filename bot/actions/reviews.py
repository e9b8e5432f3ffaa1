"""Actions of the look once a month: where each debt should stand, and how it compares with the last time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.actions.cards import Item
from bot.actions.packing import pack
from bot.actions.plan_card import plan_lines
from bot.actions.registry import Context, Done, action
from bot.content.reminders import ReviewWords
from bot.language.money import Money
from bot.money.comparison import Change, change, standing
from bot.money.debt import Debt
from bot.money.finances import Finances

BUBBLES = 2
"""Bubbles the lines are shown in; the buttons have every debt."""


@dataclass(frozen=True, slots=True)
class Review:
    """Plans and balances in bubbles, and the debts with a balance as buttons; ``only`` is the one there is."""

    bubbles: list[str]
    debts: list[Item]
    any: bool
    only: str | None


@action("review.look")
def look(context: Context) -> Review:
    """How far each plan is, and where each balance should stand after what was paid."""
    debts = _with_balance(context.finances)
    items = [Item(debt.id, debt.name) for debt in debts]
    lines = [*plan_lines(context), *_standings(context, debts)]
    return Review(pack(lines)[:BUBBLES], items, bool(items), items[0].id if len(items) == 1 else None)


@action("review.agree", gives=list[str])
def agree(context: Context) -> Done:
    """Every balance not told today is where it should be; gives how they compare with the last time."""
    finances, today, agreed = context.finances, context.now.date(), []
    for debt in _with_balance(finances):
        found = standing(finances, debt)
        if debt.balance is not None and found is not None and found.on < today:
            agreed.append(debt.now_owing(Money(found.expected, debt.balance.currency), today))
            finances = finances.with_debt(agreed[-1])
    return Done(pack(_changes(context, finances, agreed))[:BUBBLES], finances=finances)


@action("review.tell", gives=list[str])
def tell(context: Context, debt: str, balance: Money) -> Done:
    """Keep the balance the statement shows; gives how it compares with the last time."""
    kept = context.finances.debt(debt)
    if kept is None:
        return Done([])
    told = kept.now_owing(balance, context.now.date())
    finances = context.finances.with_debt(told)
    return Done(pack(_changes(context, finances, [told])), finances=finances)


def _with_balance(finances: Finances) -> list[Debt]:
    return [debt for debt in finances.open_debts if standing(finances, debt) is not None]


def _standings(context: Context, debts: Iterable[Debt]) -> Iterator[str]:
    words, style = context.library.reminders.review, context.style
    for debt in debts:
        found = standing(context.finances, debt)
        if found is not None and debt.balance is not None:
            sums = {"told": found.told, "paid": found.paid, "expected": found.expected}
            spoken = {name: style.spoken(Money(amount, debt.balance.currency)) for name, amount in sums.items()}
            line = words.paid if found.paid else words.told
            yield context.words(line).format(name=debt.name, day=style.month_day(found.on), **spoken)


def _changes(context: Context, finances: Finances, debts: Iterable[Debt]) -> Iterator[str]:
    words = context.library.reminders.review
    for debt in debts:
        found = change(finances, debt)
        if found is not None and debt.balance is not None:
            yield from _compared(context, words, debt.name, found, debt.balance.currency)


def _compared(context: Context, words: ReviewWords, name: str, found: Change, currency: str) -> Iterator[str]:
    style = context.style
    line = words.less if found.less > 0 else words.more if found.less < 0 else words.same
    spoken = {
        "now": style.spoken(Money(found.now, currency)),
        "less": style.spoken(Money(abs(found.less), currency)),
        "added": style.spoken(Money(found.added, currency)),
    }
    yield context.words(line).format(name=name, day=style.month_day(found.since), **spoken)
    if found.added:
        yield context.words(words.added).format(**spoken)
