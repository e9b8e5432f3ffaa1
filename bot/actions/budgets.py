"""Actions on a month's budget: its lines one by one, ranges for what is not known, and keeping it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bot.actions.cards import Item
from bot.actions.packing import pack
from bot.actions.registry import Context, Done, action
from bot.actions.sums import sure_sum
from bot.content.budget import Asked, BudgetLine
from bot.language.money import Money
from bot.money.budget import NOTHING, Budget, Cost, Span, lowest, monthly

OLD_AFTER = 45
"""Days after which a budget is asked about before it is used again: a month and a pay day."""

HALF_SHOWN_FROM = 6
"""Lines a list has to have for a pause in its middle."""


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line that was answered: what it costs a month, at least and at most."""

    id: str
    low: Money
    high: Money


@dataclass(frozen=True, slots=True)
class NextLine:
    """The line to ask now; ``half`` when the list is half done, ``left`` how many come still, this one too."""

    id: str
    ask: str
    half: bool
    left: int


@dataclass(frozen=True, slots=True)
class BudgetFound:
    """A budget as it counts: income at the lower end, costs at the upper.

    ``most`` is what is left at the better end, none where everything is known exactly. ``old`` says that it was
    told more than 45 days ago, ``today`` that it was told today; ``empty`` that there are no costs at all.
    """

    income: Money
    essentials: Money
    left: Money
    most: Money | None
    irregular: bool
    short: bool
    old: bool
    today: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was said where ranges were shown: one of them, or a sum after all; ``understood`` where it is either."""

    amount: Money | None
    within: str | None
    understood: bool


@action("budgets.told")
def told(context: Context, line: str, said: str) -> Told:
    """A range that was tapped, or a sum typed where ranges were shown."""
    if said in {item.id for item in ranges(context, line)}:
        return Told(None, said, understood=True)
    amount = sure_sum(context, said)
    return Told(amount, None, understood=amount is not None)


@action("budgets.next")
def next_line(context: Context, detail: str, filled: list[Any] | None) -> NextLine | None:
    """The line to ask now, of six or twelve; none when all were answered."""
    words = context.library.budgeting
    wanted = words.six if detail == "six" else words.twelve
    done = {line["id"] for line in filled or []}
    left = [line for line in wanted if line not in done]
    if not left:
        return None
    half = len(wanted) >= HALF_SHOWN_FROM and len(left) == (len(wanted) + 1) // 2
    return NextLine(left[0], context.words(words.line(left[0]).ask), half, len(left))


@action("budgets.ranges")
def ranges(context: Context, line: str) -> list[Item]:
    """Ranges for somebody who does not know, as buttons; ``line`` is a line's id or income."""
    between = context.words(context.library.budgeting.between)
    steps = _steps(context, line)
    number = context.style.number
    return [
        Item(str(at), between.format(low=number(low), high=number(high)))
        for at, (low, high) in enumerate(pairwise(steps))
    ]


@action("budgets.fill")
def fill(
    context: Context,
    filled: list[Any] | None,
    line: str,
    amount: Money | None = None,
    within: str | None = None,
) -> list[FilledLine]:
    """The lines with one more: a sum, one of the ranges, or nothing at all. A yearly one counts as a twelfth."""
    span = _span(context, line, amount, within)
    if _line(context, line).yearly:
        span = Span(monthly(span.low), monthly(span.high))
    currency = context.style.currency
    kept = [FilledLine(each["id"], each["low"], each["high"]) for each in filled or [] if each["id"] != line]
    return [*kept, FilledLine(line, Money(span.low, currency), Money(span.high, currency))]


@action("budgets.lowest")
def lowest_month(context: Context, first: Money, second: Money, third: Money) -> Money:
    """The lowest of three months: what an irregular income can be counted on for."""
    return Money(lowest((first.amount, second.amount, third.amount)), context.style.currency)


@action("budgets.keep", gives=BudgetFound)
def keep(
    context: Context,
    filled: list[Any],
    income: Money | None = None,
    within: str | None = None,
    irregular: bool = False,
) -> Done:
    """Keep the budget; what it leaves. An income that is neither a sum nor a range is none."""
    costs = tuple(Cost(each["id"], Span(each["low"].amount, each["high"].amount)) for each in filled)
    earned = _span(context, Asked.INCOME, income, within)
    budget = Budget(context.now.date(), context.style.currency, earned, irregular, costs)
    return Done(_found(context, budget), finances=context.finances.with_budget(budget))


@action("budgets.revise", gives=BudgetFound)
def revise(context: Context, income: Money | None = None, essentials: Money | None = None) -> Done:
    """The budget kept with another income, or with other costs in one sum; one of nothing where there is none."""
    today, currency = context.now.date(), context.style.currency
    before = context.finances.budget or Budget(today, currency, NOTHING)
    changed = replace(before, as_of=today)
    if income is not None:
        changed = replace(changed, income=Span.exactly(income.amount), irregular=False)
    if essentials is not None:
        changed = replace(changed, costs=(Cost(Asked.TOTAL.value, Span.exactly(essentials.amount)),))
    return Done(_found(context, changed), finances=context.finances.with_budget(changed))


@action("budgets.known")
def known(context: Context) -> BudgetFound | None:
    """The budget kept last in the currency used here; none where there is none."""
    budget = context.finances.budget
    return None if budget is None or budget.currency != context.style.currency else _found(context, budget)


@action("budgets.lines")
def lines(context: Context) -> list[str]:
    """The budget line by line, in bubbles; nothing where there is none."""
    budget = context.finances.budget
    if budget is None:
        return []
    words = context.library.budgeting
    return pack(f"{context.words(words.line(cost.id).label)} {written(context, cost.amount)}" for cost in budget.costs)


def written(context: Context, span: Span) -> str:
    """A monthly sum as people read it, or the two it lies between."""
    number = context.style.number
    if span.known:
        return number(span.low)
    return context.words(context.library.budgeting.between).format(low=number(span.low), high=number(span.high))


def _found(context: Context, budget: Budget) -> BudgetFound:
    left = budget.left(Decimal(0))
    money = _Sums(budget.currency)
    return BudgetFound(
        income=money.of(budget.income.low),
        essentials=money.of(budget.essentials.high),
        left=money.of(left.low),
        most=None if left.known else money.of(left.high),
        irregular=budget.irregular,
        short=left.low <= 0,
        old=(context.now.date() - budget.as_of).days > OLD_AFTER,
        today=budget.as_of == context.now.date(),
        empty=budget.essentials == NOTHING,
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    currency: str

    def of(self, amount: Decimal) -> Money:
        return Money(amount, self.currency)


def _span(context: Context, line: str, amount: Money | None, within: str | None) -> Span:
    if within is not None:
        steps = _steps(context, line)
        return Span(Decimal(steps[int(within)]), Decimal(steps[int(within) + 1]))
    return NOTHING if amount is None else Span.exactly(amount.amount)


def _steps(context: Context, line: str) -> tuple[int, ...]:
    return context.library.budgeting.ranges[_asked(context, line)][context.style.currency]


def _asked(context: Context, line: str) -> Asked:
    if line in {Asked.INCOME.value, Asked.TOTAL.value}:
        return Asked(line)
    return Asked.YEARLY if _line(context, line).yearly else Asked.COST


def _line(context: Context, line: str) -> BudgetLine:
    return context.library.budgeting.line(line)
