"""The affordability check: surplus, cap, a creditor's share, and what an offer means against them.

The figures are ours, not a rule of law (product design F5 step 6 and 6.4): 80 % of the surplus, rounded down to
a multiple of 50; a warning beyond 60 months.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

CAP_SHARE = Decimal("0.8")
CAP_STEP = Decimal(50)
LONG_MONTHS = 60


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


def room(income: Decimal, essentials: Decimal, minimums: Decimal, balance: Decimal, all_balances: Decimal) -> Room:
    """What can go to this creditor: its share of the cap by balance.

    ``minimums`` are the other debts' minimum payments; with no other balance the share is the whole cap.
    The share is rounded down to a whole unit so that all shares together never exceed the cap.
    """
    surplus = income - essentials - minimums
    cap = max(Decimal(0), (surplus * CAP_SHARE / CAP_STEP).to_integral_value(ROUND_FLOOR) * CAP_STEP)
    if all_balances <= balance or balance <= 0:
        return Room(surplus, cap, cap)
    return Room(surplus, cap, (cap * balance / all_balances).to_integral_value(ROUND_FLOOR))


def light(offer: Decimal, cap: Decimal, surplus: Decimal) -> Light:
    """Green up to the cap, amber up to the surplus, red beyond."""
    if offer <= cap:
        return Light.GREEN
    return Light.AMBER if offer <= surplus else Light.RED


def months(total: Decimal, offer: Decimal) -> int | None:
    """Months to clear ``total`` at ``offer`` a month, rounded up; None when nothing is offered."""
    if offer <= 0:
        return None
    return int((total / offer).to_integral_value(ROUND_CEILING))
