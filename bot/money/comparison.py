"""What a debt stands at beside what was told of it before: for the look once a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.money.debt import Debt
from bot.money.finances import Finances


@dataclass(frozen=True, slots=True)
class Standing:
    """A balance told on a day, and what was ``paid`` on it since: then it should be at ``expected``, never below 0."""

    told: Decimal
    on: date
    paid: Decimal

    @property
    def expected(self) -> Decimal:
        """What is left of it if nothing was added."""
        return max(Decimal(0), self.told - self.paid)


@dataclass(frozen=True, slots=True)
class Change:
    """A balance beside the one told before it, on ``since``.

    ``less`` is how much smaller it is, negative when it grew; ``added`` what must have come on top of it, as interest
    or fees, because more was paid than it fell.
    """

    now: Decimal
    since: date
    less: Decimal
    added: Decimal


def standing(finances: Finances, debt: Debt) -> Standing | None:
    """Where a debt should stand; none where no balance was told."""
    if debt.balance is None or debt.as_of is None:
        return None
    return Standing(debt.balance.amount, debt.as_of, paid_on(finances, debt, debt.as_of))


def change(finances: Finances, debt: Debt) -> Change | None:
    """How a balance compares with the one told before; none where there is none, or it is in another currency."""
    if debt.balance is None or debt.before is None or debt.before.on >= (debt.as_of or debt.before.on):
        return None
    if debt.balance.currency != debt.before.balance.currency:
        return None
    less = debt.before.balance.amount - debt.balance.amount
    paid = paid_on(finances, debt, debt.before.on) - paid_on(finances, debt, debt.as_of or debt.before.on)
    added = max(Decimal(0), paid - less) if paid and debt.balance.amount else Decimal(0)
    return Change(debt.balance.amount, debt.before.on, less, added)


def paid_on(finances: Finances, debt: Debt, after: date) -> Decimal:
    """All that was paid on a debt after a day, over every plan it has had."""
    plans = (plan for plan in finances.plans if plan.debt == debt.id)
    return sum((each.amount.amount for plan in plans for each in plan.payments if each.day > after), Decimal(0))
