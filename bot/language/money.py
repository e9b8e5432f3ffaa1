"""A sum of money: a decimal amount and its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from bot.language.region import Region

CURRENCY_OF = MappingProxyType(
    {
        Region.MAINLAND: "CNY",
        Region.HONG_KONG: "HKD",
        Region.TAIWAN: "TWD",
        Region.MACAU: "MOP",
        Region.OTHER: "CNY",
    }
)
"""ISO 4217 code of the currency people mean when they name none."""

LARGEST = Decimal("9999999.99")
"""The largest sum the assistant takes (product design, 4.0)."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in one currency (ISO 4217 code); never a float."""

    amount: Decimal
    currency: str
