"""The sum a reply proposes to pay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.content.replies import Patterns
from bot.language.amounts import AmountReading

ReadAmount = Callable[[str], AmountReading]

PER_MONTH = (
    (re.compile("每天|一天|每日|日付|天天"), Decimal(30)),
    (re.compile("每(个)?(周|星期)|一(个)?(周|星期)|周付"), Decimal(4)),
    (re.compile("每半个?月|半个月|每两(周|星期)|每两个(周|星期)"), Decimal(2)),
)
"""How often in a month a sum comes back; everything else counts as once."""

TAIL = re.compile(
    r"(?:只能|最多|顶多|能|可以|先|就|改成|那就|每月|每个月|一个月|每期|首期|头期|首付)?"
    r"(?:还|付|给|转|打|出|拿|凑|挤|交|供|扣|划)(?P<sum>[^，。？]*)$"
)
BEFORE = 3
"""Characters before a verb of paying in which it can be refused."""

LEAST = Decimal(10)
"""A smaller figure in a reply is a word (一下, 第三), not a sum to pay."""

SHORT = 6
"""Characters of a clause that is nothing but a sum: 四百五."""


def proposed(clauses: list[str], patterns: Patterns, read: ReadAmount) -> Decimal | None:
    """The largest sum the person proposes, by the month when it comes back more often; None when there is none."""
    return max(_sums(clauses, patterns, read), default=None)


def _sums(clauses: list[str], patterns: Patterns, read: ReadAmount) -> Iterator[Decimal]:
    proposing = len(clauses) == 1 or any(map(patterns.speaks.search, clauses))
    for clause in clauses:
        if patterns.unless.search(clause):
            continue
        for start in _starts(clause):
            around, words = clause[max(0, start - BEFORE) :], clause[start:]
            meant = patterns.speaks.search(words) or (proposing and len(clause) <= SHORT)
            if patterns.near.search(around) or not meant:
                continue
            if (value := largest(read(_without_period(words)))) is not None:
                yield value * _times(clause)
                break


def _starts(clause: str) -> Iterator[int]:
    """Where to read from: the last verb of paying, then the beginning."""
    tails = list(TAIL.finditer(clause))
    if tails:
        yield tails[-1].start()
    yield 0


def _without_period(words: str) -> str:
    for often, _ in PER_MONTH:
        words = often.sub("", words)
    return words


def largest(reading: AmountReading) -> Decimal | None:
    """The largest sum a text may mean; None for none and for nothing at all."""
    values = (reading.value,) if reading.value is not None else reading.readings
    return max((value for value in values if value >= LEAST), default=None)


def _times(clause: str) -> Decimal:
    return next((times for often, times in PER_MONTH if often.search(clause)), Decimal(1))
