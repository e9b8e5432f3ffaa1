"""The counts of a log in words, each beside the rule that speaks of it, or beside the word that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.content.facts import Fact
from bot.records.contacts import Contact
from bot.records.tally import OUR_NIGHT, Rules, Tally, tally
from bot.records.telling import Teller

MOST_NAMED = 12
"""Entries named beside a count."""

Row = tuple[str, str]
"""A count, and what stands beside it."""


def counts(teller: Teller, contacts: Sequence[Contact], rules: Rules, *, lender_known: bool) -> list[Row]:
    """Every count of a log; a rule of somebody else's lender is never shown as this one's."""
    added = tally(contacts, rules)
    words = teller.library.evidence.counts
    rows = list(_rows(teller, added, rules))
    if not lender_known and any((rules.hours, rules.calls, rules.third)):
        rows.append((teller.words(words.lender_unknown), ""))
    return rows


def _rows(teller: Teller, added: Tally, rules: Rules) -> Iterator[Row]:
    words = teller.library.evidence.counts
    yield teller.words(words.total, count=added.total, days=added.days), ""
    if added.busiest is not None:
        day, count = added.busiest
        yield teller.words(words.busiest, date=teller.style.full_date(day), count=count), _rule(teller, rules.calls)
    if rules.calls_a_day is not None:
        yield teller.words(words.over, limit=rules.calls_a_day, count=len(added.over)), ""
    begins, ends = (teller.style.time(each) for each in rules.night)
    beside = _rule(teller, rules.hours)
    if rules.hours is None and rules.night == OUR_NIGHT:
        beside += teller.words(words.our_night)
    night = teller.words(words.night, begins=begins, ends=ends, count=len(added.night))
    yield night + _named(teller, added.night), beside
    third = teller.words(words.third, count=len(added.third))
    yield third + _named(teller, added.third), _rule(teller, rules.third)
    if added.approximate:
        yield teller.words(words.approximate, count=len(added.approximate)), ""


def _named(teller: Teller, numbers: Sequence[int]) -> str:
    """Which entries were counted, as long as they are few enough to read."""
    if not 0 < len(numbers) <= MOST_NAMED:
        return ""
    listed = "、".join(str(each) for each in numbers)
    return " " + teller.words(teller.library.evidence.counts.where, numbers=listed)


def _rule(teller: Teller, fact: Fact | None) -> str:
    words = teller.library.evidence.counts
    if fact is None:
        return teller.words(words.no_rule)
    date = teller.style.full_date(fact.checked_on)
    return teller.words(words.rule, say=teller.words(fact.say), rule=fact.rule, date=date)
