"""Actions on offers: the room a person has for a creditor, and a sum held against it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.actions.registry import Context, action
from bot.language.money import Money
from bot.money.affordable import Others, affordable, others_of
from bot.money.offer import LONG_MONTHS, light, month_of_interest, months
from bot.money.terms import terms


@dataclass(frozen=True, slots=True)
class OthersFound:
    """The other debts kept: what is paid on them a month, what they owe together; none are ``known`` without any.

    ``alone`` says that a list is kept and holds this debt only; without a list nothing is known of the others.
    """

    known: bool
    alone: bool
    minimums: Money
    balances: Money
    left_out: bool


@dataclass(frozen=True, slots=True, repr=False)
class RoomFound:
    """The room in the person's currency; ``short`` when nothing is left, ``lack`` how much is missing then.

    ``most`` is the surplus at the better end of a budget that is not known exactly.
    """

    surplus: Money
    cap: Money
    share: Money
    short: bool
    lack: Money
    most: Money | None


@dataclass(frozen=True, slots=True, repr=False)
class OfferChecked:
    """How an offer stands; ``months`` to clear the debt, None when unknown; ``long`` beyond 60 months.

    Where the debt bears interest ``yearly`` says how many percent; ``never`` when the offer does not pass what a month
    of it comes to, ``interest``.
    """

    light: str
    months: int | None
    long: bool
    yearly: Decimal | None
    interest: Money | None
    never: bool


@dataclass(frozen=True, slots=True)
class TermsFound:
    """So many periods of one sum against a total: ``paid`` in all, ``extra`` over it, ``lack`` short of it."""

    paid: Money
    extra: Money
    lack: Money
    agrees: bool
    long: bool


@action("offers.others")
def find_others(context: Context, debt: str | None) -> OthersFound:
    """The other debts kept, as they weigh on this one."""
    currency = context.style.currency
    found = others_of(context.finances, debt, currency)
    known = any(each.id != debt for each in context.finances.open_debts)
    balances = sum(found.balances, Decimal(0))
    alone = not known and bool(context.finances.open_debts)
    return OthersFound(known, alone, Money(found.minimums, currency), Money(balances, currency), found.left_out)


@action("offers.room")
def find_room(
    context: Context,
    debt: str | None,
    balance: Money | None = None,
    minimums: Money | None = None,
    other_balances: Money | None = None,
) -> RoomFound | None:
    """The surplus, the cap and this creditor's share; none without a budget.

    Other debts kept count as they are; without any ``minimums`` and ``other_balances`` do, and nothing for none.
    """
    budget, currency = context.finances.budget, context.style.currency
    if budget is None or budget.currency != currency:
        return None
    others = others_of(context.finances, debt, currency)
    if not any(each.id != debt for each in context.finances.open_debts):
        others = Others(_amount(minimums), (_amount(other_balances),))
    left = budget.left(others.minimums)
    found = affordable(left, _amount(balance), others)
    return RoomFound(
        surplus=Money(found.room.surplus, currency),
        cap=Money(found.room.cap, currency),
        share=Money(found.room.share, currency),
        short=found.room.surplus <= 0,
        lack=Money(max(Decimal(0), -found.room.surplus), currency),
        most=None if left.known else Money(found.most, currency),
    )


@action("offers.check")
def check_offer(
    context: Context,
    offer: Money,
    cap: Money,
    surplus: Money,
    total: Money | None = None,
    debt: str | None = None,
) -> OfferChecked:
    """Hold an offer against cap and surplus, and reckon how long it takes with the interest this debt bears."""
    yearly = interest_of(context, debt)
    count = None if total is None else months(total.amount, offer.amount, yearly)
    interest = None if total is None else Money(month_of_interest(total.amount, yearly), total.currency)
    return OfferChecked(
        light=light(offer.amount, cap.amount, surplus.amount).value,
        months=count,
        long=count is not None and count > LONG_MONTHS,
        yearly=yearly or None,
        interest=interest if yearly else None,
        never=total is not None and count is None,
    )


def interest_of(context: Context, debt: str | None) -> Decimal:
    """Percent a year a debt bears, as told; 0 where nothing was."""
    kept = None if debt is None else context.finances.debt(debt)
    return Decimal(0) if kept is None or kept.interest is None else kept.interest


@action("offers.terms")
def check_terms(context: Context, total: Money, instalment: Money, periods: int) -> TermsFound:
    """Whether so many periods of a sum come to the total, 5 % more or less."""
    found = terms(total.amount, instalment.amount, periods)
    currency = context.style.currency
    return TermsFound(
        paid=Money(found.paid, currency),
        extra=Money(max(Decimal(0), found.extra), currency),
        lack=Money(max(Decimal(0), -found.extra), currency),
        agrees=found.agrees,
        long=found.long,
    )


def _amount(money: Money | None) -> Decimal:
    return Decimal(0) if money is None else money.amount
