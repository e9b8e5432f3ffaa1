"""What a message asks for: the sum and the day, read from the words that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from bot.actions.registry import Context
from bot.content.verdicts import SignalWords
from bot.language.money import Money

PAST, AHEAD = timedelta(days=30), timedelta(days=366)
"""How far from today a day can lie that a log entry takes as a deadline."""

Evidence = Mapping[str, Sequence[str]]


def claimed_sum(context: Context, signals: Sequence[SignalWords], evidence: Evidence) -> Money | None:
    """The one sum a message asks for in the person's own currency; None where it is unclear."""
    if context.understanding is None:
        return None
    for fragment in _fragments(signals, evidence, "sum"):
        read = context.understanding.amount(fragment, context.style.region)
        if read.value and not read.ambiguous and read.currency in {None, context.style.currency}:
            return Money(read.value, context.style.currency)
    return None


def claimed_day(context: Context, signals: Sequence[SignalWords], evidence: Evidence) -> date | None:
    """The one day a message sets; None where it is unclear or too far away."""
    if context.understanding is None:
        return None
    today = context.now.date()
    for fragment in _fragments(signals, evidence, "day"):
        read = context.understanding.date(fragment, today, context.style.region)
        if read.date and not read.ambiguous and today - PAST <= read.date <= today + AHEAD:
            return read.date
    return None


def _fragments(signals: Sequence[SignalWords], evidence: Evidence, kind: Literal["sum", "day"]) -> Iterator[str]:
    for signal in signals:
        if signal.reads == kind:
            yield from evidence.get(signal.id, ())
