"""Actions on money: the room a person has, and an offer held against it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.actions.registry import Context, action
from bot.language.money import Money
from bot.money.offer import LONG_MONTHS, light, months, room


@dataclass(frozen=True, slots=True, repr=False)
class RoomFound:
    """The room in the person's currency; ``short`` when nothing is left, ``lack`` how much is missing then."""

    surplus: Money
    cap: Money
    share: Money
    short: bool
    lack: Money


@dataclass(frozen=True, slots=True, repr=False)
class OfferChecked:
    """How an offer stands; ``months`` to clear the debt, None when unknown; ``long`` beyond 60 months."""

    light: str
    months: int | None
    long: bool


@action("offers.room")
def find_room(
    context: Context,
    income: Money,
    essentials: Money,
    minimums: Money | None = None,
    balance: Money | None = None,
    other_balances: Money | None = None,
) -> RoomFound:
    """Work out the surplus, the cap and this creditor's share. What was not answered counts as none."""
    own = _amount(balance)
    found = room(income.amount, essentials.amount, _amount(minimums), own, own + _amount(other_balances))
    currency = context.style.currency
    return RoomFound(
        surplus=Money(found.surplus, currency),
        cap=Money(found.cap, currency),
        share=Money(found.share, currency),
        short=found.surplus <= 0,
        lack=Money(max(Decimal(0), -found.surplus), currency),
    )


@action("offers.check")
def check_offer(
    context: Context,  # noqa: ARG001
    offer: Money,
    cap: Money,
    surplus: Money,
    total: Money | None = None,
) -> OfferChecked:
    """Hold an offer against cap and surplus."""
    count = None if total is None else months(total.amount, offer.amount)
    lit = light(offer.amount, cap.amount, surplus.amount)
    return OfferChecked(lit.value, count, count is not None and count > LONG_MONTHS)


@action("offers.lowest")
def lowest(context: Context, first: Money, second: Money, third: Money) -> Money:  # noqa: ARG001
    """The lowest of three months: what an irregular income can be counted on for."""
    return min(first, second, third)


@action("offers.sum")
def add_up(
    context: Context,
    home: Money | None = None,
    food: Money | None = None,
    bills: Money | None = None,
    travel: Money | None = None,
    health: Money | None = None,
    family: Money | None = None,
) -> Money:
    """The essentials together; a line not answered counts as none."""
    lines = (home, food, bills, travel, health, family)
    return Money(sum((_amount(line) for line in lines), Decimal(0)), context.style.currency)


def _amount(money: Money | None) -> Decimal:
    return Decimal(0) if money is None else money.amount
