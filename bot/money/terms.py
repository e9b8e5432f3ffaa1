"""What a creditor asks for, held against what is owed and what can be paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.money.offer import LONG_MONTHS

TOLERANCE = Decimal("0.05")
"""How far periods times instalment may be from the total before it is asked back (product design F12)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """So many periods of one sum against a total: ``paid`` in all, ``extra`` over the total (below 0: short of it)."""

    paid: Decimal
    extra: Decimal
    agrees: bool
    long: bool


def terms(total: Decimal, instalment: Decimal, periods: int) -> Terms:
    """Periods of an instalment against a total above zero."""
    paid = instalment * periods
    extra = paid - total
    return Terms(paid, extra, abs(extra) <= total * TOLERANCE, periods > LONG_MONTHS)
