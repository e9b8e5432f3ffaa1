"""Actions for when a payment cannot be made: what is due, what changed, the message, the new plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.actions.cards import Item
from bot.actions.packing import pack
from bot.actions.registry import Context, Done, action
from bot.language.money import Money
from bot.money.finances import Finances
from bot.money.plan import Instalment, Plan, lessened, moved, schedule

SHORT_NAME = 10
"""Characters of a debt's name on a button beside the sum."""


@dataclass(frozen=True, slots=True)
class DueFound:
    """A payment that is due next: of which debt, what is open of it and by when; ``left`` of the whole plan.

    ``left`` is none where the plan is in another currency than sums are asked in here.
    """

    debt: str
    name: str
    amount: Money
    day: date
    left: Money | None


@dataclass(frozen=True, slots=True)
class PlanMade:
    """The plan that holds now: how many instalments, and the last day."""

    periods: int
    last_day: date


@dataclass(frozen=True, slots=True)
class RestFound:
    """What a smaller payment leaves for later; ``whole`` when it is not smaller at all."""

    rest: Money
    whole: bool


@action("hardship.dues")
def dues(context: Context) -> list[Item]:
    """The next payment of every plan, as buttons, the soonest first."""
    words = context.style
    return [
        Item(plan.debt, f"{_name(context.finances, plan)} {words.spoken(due.amount)} {words.month_day(due.day)}")
        for plan, due in sorted(_next_dues(context.finances), key=lambda pair: pair[1].day)
    ]


@action("hardship.due")
def due(context: Context, debt: str) -> DueFound | None:
    """The next payment of a debt's plan; none where nothing of it is planned."""
    plan = context.finances.plan_of(debt)
    if plan is None or not plan.unpaid:
        return None
    first = plan.unpaid[0]
    currency = first.amount.currency
    left = Money(plan.left, currency) if currency == context.style.currency else None
    return DueFound(debt, _name(context.finances, plan), Money(plan.open_part(first), currency), first.day, left)


@action("hardship.changes")
def changes(context: Context) -> list[Item]:
    """What can have changed, as buttons."""
    return [Item(each.id, context.words(each.label)) for each in context.library.hardship.changes]


@action("hardship.message")
def message(
    context: Context,
    kind: str,
    change: str | None = None,
    amount: Money | None = None,
    day: date | None = None,
    offer: Money | None = None,
    new_day: date | None = None,
    rest: Money | None = None,
) -> str:
    """The message to the creditor, from the answers alone, by the id of one of the messages of content/hardship.yaml.

    ``rest`` is what a smaller payment leaves of the one agreed.
    """
    style, words = context.style, context.library.hardship
    because = words.change(change or "other").because
    slots = {
        "because": context.words(because),
        "amount": "" if amount is None else style.spoken(amount),
        "day": "" if day is None else style.month_day(day),
        "offer": "" if offer is None else style.spoken(offer),
        "new_day": "" if new_day is None else style.month_day(new_day),
        "rest": "" if rest is None else style.spoken(rest),
    }
    return words.compose(kind, slots, style.script, style.region)


@action("hardship.papers")
def papers(context: Context) -> list[str]:
    """The papers that show a hardship where the person lives, in bubbles."""
    return pack(f"· {context.words(each)}" for each in context.library.hardship.papers[context.style.region])


@action("plans.move", gives=PlanMade)
def move(context: Context, debt: str, day: date) -> Done:
    """A new plan with the next payment on another day; what comes after stays. The old plan is superseded."""
    plan = context.finances.plan_of(debt)
    return Done() if plan is None or not plan.unpaid else _replaced(context, plan, moved(plan, day))


@action("plans.shrink", gives=PlanMade)
def shrink(context: Context, debt: str, amount: Money, day: date) -> Done:
    """A new plan for what is left, with a smaller sum a month from a day on. The old plan is superseded.

    A plan in another currency than the sum is only stopped: two currencies are never reckoned together.
    """
    plan = context.finances.plan_of(debt)
    if plan is None or not plan.unpaid:
        return Done()
    left = Money(plan.left, plan.instalments[0].amount.currency)
    if left.currency != amount.currency:
        return Done(finances=context.finances.superseded(debt, context.now.date()))
    return _replaced(context, plan, schedule(left, amount, day))


@action("hardship.rest")
def rest(context: Context, amount: Money, offer: Money) -> RestFound:  # noqa: ARG001  all actions are given it
    """What is left of a payment when only so much of it can be paid."""
    return RestFound(Money(max(Decimal(0), amount.amount - offer.amount), amount.currency), offer >= amount)


@action("plans.lessen", gives=PlanMade)
def lessen(context: Context, debt: str, amount: Money, day: date | None = None) -> Done:
    """A new plan with the next payment smaller, once, and the rest of it on a day, or after the last one.

    The old plan is superseded. Nothing is changed where no such plan is open, or one in another currency.
    """
    plan = context.finances.plan_of(debt)
    if plan is None or not plan.unpaid or plan.unpaid[0].amount.currency != amount.currency:
        return Done()
    if plan.open_part(plan.unpaid[0]) <= amount.amount:
        return Done()
    return _replaced(context, plan, lessened(plan, amount, day))


@action("plans.stop", gives=type(None))
def stop(context: Context, debt: str) -> Done:
    """No plan holds for a debt any more, so nothing of it is reminded of."""
    return Done(finances=context.finances.superseded(debt, context.now.date()))


def _next_dues(finances: Finances) -> Iterator[tuple[Plan, Instalment]]:
    for plan in finances.current_plans:
        if plan.unpaid:
            yield plan, plan.unpaid[0]


def _name(finances: Finances, plan: Plan) -> str:
    debt = finances.debt(plan.debt)
    return "" if debt is None else debt.name[:SHORT_NAME]


def _replaced(context: Context, old: Plan, instalments: tuple[Instalment, ...]) -> Done:
    """The same debt with other instalments: a new version, which no agreement stands behind yet."""
    today = context.now.date()
    after = context.finances.with_plan(Plan(0, old.debt, today, instalments, person=old.person))
    made = PlanMade(len(instalments), instalments[-1].day)
    return Done(made, finances=after)
