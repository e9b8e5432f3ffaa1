"""What a message asks for: the sum and the day, read from the words that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Literal

from bot.actions.registry import Context
from bot.actions.sums import sure_sum
from bot.content.verdicts import SignalWords
from bot.language.dates import coming
from bot.language.money import Money
from bot.triage import clauses_of

PAST, AHEAD = timedelta(days=30), timedelta(days=366)
"""How far from today a day can lie that a log entry takes as a deadline."""

SOON = timedelta(days=92)
"""How far ahead a day can lie that a reminder is set for: the question about it takes no later one either."""

MOST_CLAUSES = 8
"""Clauses read for the day something falls due; a plain reminder names it in one of its first."""

Evidence = Mapping[str, Sequence[str]]


def claimed_sum(context: Context, signals: Sequence[SignalWords], evidence: Evidence) -> Money | None:
    """The one sum a message asks for in the person's own currency; None where it is unclear."""
    read = (sure_sum(context, fragment) for fragment in _fragments(signals, evidence, "sum"))
    return next((money for money in read if money is not None and money.amount), None)


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


def due_day(context: Context, text: str) -> date | None:
    """The day a plain reminder names for paying, from today on; None where it names none or more than one way."""
    if context.understanding is None:
        return None
    speaks = context.library.verdicts.due.speaks
    clauses = (text[start:end] for start, end in clauses_of(text))
    naming = [clause for clause in clauses if speaks.search(clause)][:MOST_CLAUSES]
    return next((day for day in map(partial(_coming_day, context), naming) if day is not None), None)


def _coming_day(context: Context, clause: str) -> date | None:
    today = context.now.date()
    read = context.understanding.date(clause, today, context.style.region) if context.understanding else None
    if read is None or read.ambiguous:
        return None
    days = coming(read.recurring, today) if read.recurring else (read.date,)
    day = days[0] if len(days) == 1 else None
    return day if day is not None and today <= day <= today + SOON else None


def _fragments(signals: Sequence[SignalWords], evidence: Evidence, kind: Literal["sum", "day"]) -> Iterator[str]:
    for signal in signals:
        if signal.reads == kind:
            yield from evidence.get(signal.id, ())
