"""Actions on a reminder that was just said: show it, answer it, put it off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.actions.cards import Item
from bot.actions.dues import MARKS, due_by_key, dues_of, habit_of, marks_of, written
from bot.actions.registry import Context, Done, action
from bot.dialogue.values import Value
from bot.language.money import Money
from bot.money.finances import Finances
from bot.reminders.due import UNMARKED, Answer, Due, Mark, Stage
from bot.reminders.snooze import Snooze, choices, put_off
from bot.reminders.weeks import Week, week_of

STAGES = {Stage.FUND: "fund", Stage.EVE: "eve", Stage.DAY: "day", Stage.AFTER: "after"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One due as a reminder shows it.

    ``rest`` are the items behind it. ``fund_by`` is the last day to fill the account, ``early`` that days off make
    this come sooner. ``together`` counts the dues of the dearest seven days around it, from ``first`` to ``last``
    and ``total`` in all; ``lacking`` is what they are more than the person can move, none where it is enough.
    """

    key: str
    stage: str
    late: bool
    creditor: str
    day: date
    amount: Money
    person: str | None
    account: str | None
    fund_by: date
    early: bool
    together: int
    first: date
    last: date
    total: Money
    lacking: Money | None
    debt: str
    can_wait: bool
    rest: list[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan has come: instalments paid and all, what is still open of this one and of the whole plan.

    ``once`` says that it never had more than this one payment, which no agreement stands behind.
    """

    creditor: str
    paid: int
    all: int
    open: Money
    left: Money
    finished: bool
    once: bool = False


@action("reminders.open")
def open_first(context: Context, items: list[str]) -> Shown | None:
    """The first of the dues reminded of that is still open; none when all are done or superseded."""
    for position, item in enumerate(items):
        key, stage, late = item.split(":")
        due = _due(context, key)
        if due is not None:
            return _shown(context, due, Stage(int(stage)), late == "1", items[position + 1 :])
    return None


@action("reminders.week")
def week(context: Context, key: str) -> list[Item]:
    """The dues that fall together with this one, as buttons: creditor and sum."""
    due = _due(context, key)
    together = () if due is None else week_of(due, dues_of(context.finances)).dues
    return [Item(each.key, f"{each.creditor} {context.style.spoken(each.amount)}") for each in together]


@action("reminders.debt")
def debt(context: Context, key: str) -> str | None:
    """The id of the debt a due belongs to; none when its plan is gone."""
    return _debt(context.finances, key) or None


@action("reminders.answer", gives=type(None))
def answer(context: Context, key: str, answer: str) -> Done:
    """Keep what a person tapped: pledged, ready, part or cannot; after cannot there is silence about this due."""
    return _marked(context, key, replace(_mark(context, key), answer=Answer(answer), again=None))


@action("reminders.paid", gives=Progress)
def paid(context: Context, key: str, amount: Money | None = None) -> Done:
    """Keep a payment towards a due, the whole of what is open if no sum is given; nothing when it was superseded."""
    due = _due(context, key)
    version, number = (int(part) for part in key.split("."))
    if due is None:
        return Done(_progress(context.finances, version, number, context.style.currency))
    given = due.amount if amount is None else Money(min(amount.amount, due.amount.amount), due.amount.currency)
    after = context.finances.with_payment(due.version, due.number, given, context.now.date())
    return Done(_progress(after, version, number, due.amount.currency), finances=after)


@action("reminders.snoozes")
def snoozes(context: Context, key: str, stage: str) -> list[Item]:
    """How long a reminder can be put off now, as buttons; empty after the third time."""
    words = context.library.reminders.snoozes
    return [Item(name.value, context.words(getattr(words, name.value))) for name in _moments(context, key, stage)]


@action("reminders.snooze", gives=datetime)
def snooze(context: Context, key: str, stage: str, choice: str) -> Done:
    """Put a reminder off; gives the moment."""
    moment = _moments(context, key, stage).get(Snooze(choice), context.now + timedelta(hours=1))
    done = _marked(context, key, put_off(_mark(context, key), _stage(stage), moment))
    return replace(done, value=moment)


@action("reminders.snooze_rest", gives=type(None))
def snooze_rest(context: Context, items: list[str], at: datetime) -> Done:
    """Put the other dues of the same reminder off to the same moment."""
    marks = marks_of(context.session.me)
    for item in items:
        key, stage, _ = item.split(":")
        marks[key] = put_off(marks.get(key, UNMARKED), Stage(int(stage)), at)
    return Done(me={MARKS: written(marks)})


def _moments(context: Context, key: str, stage: str) -> dict[Snooze, datetime]:
    due, habit = _due(context, key), habit_of(context.session.me, context.library)
    return {} if due is None else choices(due, _stage(stage), _mark(context, key), habit, context.now)


def _stage(name: str) -> Stage:
    return next(stage for stage, word in STAGES.items() if word == name)


def _mark(context: Context, key: str) -> Mark:
    return marks_of(context.session.me).get(key, UNMARKED)


def _marked(context: Context, key: str, mark: Mark) -> Done:
    kept: dict[str, Value] = written({**marks_of(context.session.me), key: mark})
    return Done(me={MARKS: kept})


def _due(context: Context, key: str) -> Due | None:
    account = context.session.me.get("pay_account")
    return due_by_key(context.finances, key, str(account) if account else None)


def _debt(finances: Finances, key: str) -> str:
    plan = finances.plan(int(key.split(".", maxsplit=1)[0]))
    return "" if plan is None else plan.debt


def _shown(context: Context, due: Due, stage: Stage, late: bool, rest: list[str]) -> Shown:
    habit = habit_of(context.session.me, context.library)
    together = week_of(due, dues_of(context.finances))
    return Shown(
        key=due.key,
        stage=STAGES[stage],
        late=late,
        creditor=due.creditor,
        day=due.day,
        amount=due.amount,
        person=due.person,
        account=due.account,
        fund_by=due.day - timedelta(days=1),
        early=habit.days.moved(due.day, habit.early),
        debt=_debt(context.finances, due.key),
        can_wait=bool(_moments(context, due.key, STAGES[stage])),
        rest=list(rest),
        **_together(together, context.session.me.get("cash")),
    )


def _together(week: Week, cash: Any) -> dict[str, Any]:
    lacking = week.lacking(cash if isinstance(cash, Money) else None)
    return {
        "together": len(week.dues),
        "first": week.first,
        "last": week.last,
        "total": week.total,
        "lacking": lacking,
    }


def _progress(finances: Finances, version: int, number: int, currency: str) -> Progress:
    plan = finances.plan(version)
    if plan is None:
        return Progress("", 0, 0, _none(currency), _none(currency), finished=False)
    debt = finances.debt(plan.debt)
    instalment = next(each for each in plan.instalments if each.number == number)
    left = sum((plan.open_part(each) for each in plan.instalments), _none(currency).amount)
    return Progress(
        creditor="" if debt is None else debt.name,
        paid=len(plan.instalments) - len(plan.unpaid),
        all=len(plan.instalments),
        open=Money(plan.open_part(instalment), currency),
        left=Money(left, currency),
        finished=not plan.unpaid,
        once=plan.agreement is None and len(plan.instalments) == 1,
    )


def _none(currency: str) -> Money:
    return Money(Decimal(0), currency)
