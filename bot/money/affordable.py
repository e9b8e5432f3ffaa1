"""What a person can promise, from everything they told: budget, debts and plans together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from bot.money.budget import Span
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.offer import Room, room


@dataclass(frozen=True, slots=True)
class Others:
    """The other debts: what is paid on them a month, and the balances that share what is left.

    ``place`` is where the debt asked about stands among these balances. ``left_out`` says that one is in another
    currency, so it was not counted.
    """

    minimums: Decimal
    balances: tuple[Decimal, ...]
    place: int = 0
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Affordable:
    """The room for one creditor. ``most`` is the surplus at the better end of what is not known exactly."""

    room: Room
    most: Decimal


def others_of(finances: Finances, besides: str | None, currency: str) -> Others:
    """The open debts but one, as they weigh on it.

    A debt with a plan takes its next instalment, one that is not overdue its minimum payment: they are being paid
    and share nothing. Every other one with a known balance shares what is left by balance.
    """
    rest = [debt for debt in finances.open_debts if debt.id != besides]
    counted = [debt for debt in rest if _in_currency(debt, currency)]
    paying = {debt.id: kept for debt in counted if (kept := monthly_of(finances, debt)) is not None}
    sharing = [debt for debt in counted if debt.id not in paying and debt.balance is not None]
    before = takewhile(lambda debt: debt.id != besides, finances.open_debts)
    return Others(
        sum(paying.values(), Decimal(0)),
        tuple(debt.balance.amount for debt in sharing if debt.balance is not None),
        place=sum(1 for debt in before if debt in sharing),
        left_out=len(counted) < len(rest),
    )


def monthly_of(finances: Finances, debt: Debt) -> Decimal | None:
    """What a debt takes a month while it is being paid; None for one that waits to be agreed."""
    plan = finances.plan_of(debt.id)
    if plan is not None:
        return plan.unpaid[0].amount.amount if plan.unpaid else Decimal(0)
    if debt.minimum is not None and not debt.days_overdue:
        return debt.minimum.amount
    return None


def affordable(left: Span, balance: Decimal, others: Others) -> Affordable:
    """The room for a creditor, reckoned at the worse end of ``left``, which stays after costs and minimums."""
    return Affordable(room(left.low, balance, others.balances, others.place), left.high)


def _in_currency(debt: Debt, currency: str) -> bool:
    sums = (debt.balance, debt.minimum)
    return all(money is None or money.currency == currency for money in sums)
