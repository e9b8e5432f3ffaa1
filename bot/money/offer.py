"""The affordability check: surplus, cap, a creditor's share, and what an offer means against them.

The figures are ours, not a rule of law (product design F5 step 6 and 6.4): 80 % of the surplus, rounded down to
a multiple of 50; a warning beyond 60 months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

CAP_SHARE = Decimal("0.8")
CAP_STEP = Decimal(50)
LONG_MONTHS = 60

MONTHS_A_YEAR = 12
CENT = Decimal("0.01")


class Light(StrEnum):
    """How an offer stands: within the cap, within the surplus, beyond it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, repr=False)
class Room:
    """What is left in a month, in units of one currency; never negative in ``cap`` and ``share``."""

    surplus: Decimal
    cap: Decimal
    share: Decimal


def room(surplus: Decimal, balance: Decimal, others: Sequence[Decimal], place: int = 0) -> Room:
    """What can go to this creditor: its share of the cap by balance among ``others``, the balances that share it.

    ``place`` is where this balance stands among them: with the same order for every creditor, what each is told
    adds up to the cap to the unit. With no other balance, or none known for this creditor, the share is the whole cap.
    """
    cap = max(Decimal(0), (surplus * CAP_SHARE / CAP_STEP).to_integral_value(ROUND_FLOOR) * CAP_STEP)
    if balance <= 0 or not any(others):
        return Room(surplus, cap, cap)
    return Room(surplus, cap, shares(cap, [*others[:place], balance, *others[place:]])[place])


def shares(cap: Decimal, balances: Sequence[Decimal]) -> list[Decimal]:
    """The cap, a whole number, shared out by balance in whole units by largest remainder: exactly the cap together.

    Each share is less than one unit from the exact one; of equal remainders the first gets the unit. Raises
    ValueError where there is no balance to share by.
    """
    total = sum(balances, Decimal(0))
    if total <= 0 or min(balances) < 0:
        raise ValueError("a cap is shared by balances, of which one at least is above zero")
    exact = [cap * balance / total for balance in balances]
    whole = [each.to_integral_value(ROUND_FLOOR) for each in exact]
    left = int(cap - sum(whole, Decimal(0)))
    nearest = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    for at in nearest[:left]:
        whole[at] += 1
    return whole


def light(offer: Decimal, cap: Decimal, surplus: Decimal) -> Light:
    """Green up to the cap, amber up to the surplus, red beyond."""
    if offer <= cap:
        return Light.GREEN
    return Light.AMBER if offer <= surplus else Light.RED


def month_of_interest(balance: Decimal, yearly: Decimal) -> Decimal:
    """The interest of one month on a balance, at ``yearly`` percent a year: a twelfth of it, to the cent."""
    return (balance * yearly / (100 * MONTHS_A_YEAR)).quantize(CENT, ROUND_HALF_UP)


def months(total: Decimal, offer: Decimal, yearly: Decimal = Decimal(0)) -> int | None:
    """Months to clear ``total`` at ``offer`` a month, rounded up; None when it is never cleared so.

    With ``yearly`` percent of interest each month's is added before the payment; an offer that does not pass the first
    month's interest clears nothing.
    """
    if offer <= month_of_interest(total, yearly):
        return None
    if not yearly:
        return int((total / offer).to_integral_value(ROUND_CEILING))
    count, left = 0, total
    while left > 0:
        left += month_of_interest(left, yearly) - offer
        count += 1
    return count
