"""Actions on the page of income and costs: have it made as a picture or a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.actions.budgets import written
from bot.actions.registry import Context, Done, action
from bot.jobs.job import Job
from bot.language.money import Money
from bot.money.affordable import monthly_of, others_of
from bot.money.budget import Budget, Span
from bot.money.debt import Debt
from bot.money.offer import room

Row = list[str]

READY = "statement_ready"
"""The flow that hands the finished page over."""


@action("statements.make", gives=type(None), opens=(READY,))
def make(context: Context, form: str, dark: bool = False, debts: bool = True) -> Done:
    """Have the page made: ``form`` is png or pdf; its flow opens when it is there. Nothing without a budget."""
    budget = context.finances.budget
    if budget is None:
        return Done()
    data = page(context, budget, debts=debts, shape="page" if form == "pdf" else "card")
    name = f"{context.words(context.library.statement.file)}.{form}"
    payload = {"template": "statement", "data": data, "form": form, "dark": dark, "name": name}
    return Done(jobs=(Job("paper", payload, then=READY, hands={"form": form}, key="statement"),))


def page(context: Context, budget: Budget, *, debts: bool, shape: str) -> dict[str, Any]:
    """What the template shows: every sum already in the reader's words."""
    words, say = context.library.statement, context.words
    currency = words.currencies[budget.currency]
    return {
        "title": say(words.title),
        "date": say(words.date).format(date=context.style.full_date(budget.as_of), currency=say(currency)),
        "parts": list(_parts(context, budget, debts=debts)),
        "result": _result(context, budget),
        "note": say(words.note) + ("" if budget.left(Decimal(0)).known else say(words.estimated)),
        "sign": say(words.sign),
        "foot": say(words.foot),
        "shape": shape,
    }


def _parts(context: Context, budget: Budget, *, debts: bool) -> Iterator[dict[str, Any]]:
    words, say = context.library.statement, context.words
    income = words.income.irregular if budget.irregular else words.income.regular
    yield {"title": say(words.income.title), "rows": [], "sum": [say(income), written(context, budget.income)]}
    lines = context.library.budgeting
    rows = [[say(lines.line(cost.id).label), written(context, cost.amount)] for cost in budget.costs]
    total = [say(words.costs.sum), written(context, budget.essentials)]
    yield {"title": say(words.costs.title), "rows": rows if len(rows) > 1 else [], "sum": total}
    owed = context.finances.open_debts
    if debts and owed:
        yield {"title": say(words.debts.title), "rows": [_debt(context, debt) for debt in owed]}


def _debt(context: Context, debt: Debt) -> Row:
    """A debt by its kind, not by the name the person gave it: that one is only theirs."""
    words, say, style = context.library.statement.debts, context.words, context.style
    kind = say(context.library.debts.kind(debt.kind, style.region).label)
    if debt.balance is None:
        row = say(words.unknown).format(kind=kind)
    else:
        row = say(words.row).format(kind=kind, balance=style.spoken(debt.balance))
    monthly = monthly_of(context.finances, debt)
    if monthly is None:
        return [row, say(words.waiting)]
    currency = style.currency if debt.balance is None else debt.balance.currency
    return [row, say(words.paying).format(amount=style.spoken(Money(monthly, currency)))]


def _result(context: Context, budget: Budget) -> list[Row]:
    """What is left after everything that is being paid, what stays in reserve, what can be promised to all others."""
    words, say = context.library.statement.result, context.words
    minimums = others_of(context.finances, None, budget.currency).minimums
    left = budget.left(minimums)
    found = room(left.low, Decimal(0), ())
    rows = [[say(words.left), written(context, left)]]
    if found.cap > 0:
        reserve = Span.exactly(found.surplus - found.cap)
        rows += [
            [say(words.reserve), written(context, reserve)],
            [say(words.cap), written(context, Span.exactly(found.cap))],
        ]
    return rows
