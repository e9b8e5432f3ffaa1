"""Counts over the log, each beside the rule that speaks of it where the person lives, or beside none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.content.facts import Fact, Lender, Topic, Verified
from bot.records.contacts import Contact

OUR_NIGHT = (time(22), time(8))
"""What is counted as night where no rule says it: our own line, and said to be."""

CALLED = frozenset({"phone"})
"""Channels a rule on calls a day counts; a message or a visit is no call."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The facts that speak of hours, of calls a day and of third parties here, for one kind of lender.

    None where no such rule was found, or where it was only remembered.
    """

    hours: Fact | None = None
    calls: Fact | None = None
    third: Fact | None = None

    @property
    def night(self) -> tuple[time, time]:
        """From when to when is night: by the rule, else our own line."""
        if self.hours is None:
            return OUR_NIGHT
        figures = self.hours.figures
        return time.fromisoformat(str(figures["quiet_from"])), time.fromisoformat(str(figures["quiet_to"]))

    @property
    def calls_a_day(self) -> int | None:
        """How many answered calls a day the rule speaks of; None where it names no number."""
        return None if self.calls is None else int(self.calls.figures.get("calls_a_day", 0)) or None


def rules_for(facts: Iterable[Fact], lender: Lender | None) -> Rules:
    """The rules among a region's facts that bind this kind of lender; with None those that bind any at all."""
    binding = [fact for fact in facts if fact.verified is Verified.FOUND and (lender is None or fact.concerns(lender))]
    hours = [fact for fact in binding if fact.topic is Topic.CONTACT_HOURS and "quiet_from" in fact.figures]
    calls = [fact for fact in binding if fact.topic is Topic.CALL_FREQUENCY]
    third = [fact for fact in binding if fact.topic is Topic.THIRD_PARTIES]
    counted = [fact for fact in calls if "calls_a_day" in fact.figures]
    return Rules(_first(hours), _first(counted or calls), _first(third))


def _first(facts: Sequence[Fact]) -> Fact | None:
    return facts[0] if facts else None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the log adds up to; tuples of numbers name the records counted.

    ``busiest`` is the day with the most contacts and how many; ``over`` the days with more calls than the rule
    names, none where it names no number.
    """

    total: int
    days: int
    busiest: tuple[date, int] | None
    over: tuple[tuple[date, int], ...]
    night: tuple[int, ...]
    third: tuple[int, ...]
    approximate: tuple[int, ...]


def tally(contacts: Sequence[Contact], rules: Rules) -> Tally:
    """Count contacts by the rules; a time told as about is never counted as night."""
    a_day = Counter(contact.at.date() for contact in contacts)
    calls = Counter(contact.at.date() for contact in contacts if contact.channel in CALLED)
    limit = rules.calls_a_day
    busiest = max(a_day.items(), key=lambda each: (each[1], each[0]), default=None)
    return Tally(
        total=len(contacts),
        days=len(a_day),
        busiest=busiest,
        over=() if limit is None else tuple(sorted(each for each in calls.items() if each[1] > limit)),
        night=tuple(contact.number for contact in contacts if is_night(contact, rules)),
        third=tuple(contact.number for contact in contacts if contact.is_third),
        approximate=tuple(contact.number for contact in contacts if contact.approximate),
    )


def is_night(contact: Contact, rules: Rules) -> bool:
    """Whether a contact came by night; not for letters, nor where the time is only about right."""
    begins, ends = rules.night
    at = contact.at.timetz().replace(tzinfo=None)
    within = at >= begins or at < ends if begins > ends else begins <= at < ends
    return within and not contact.approximate and contact.channel != "letter"


def today_by(contacts: Iterable[Contact], contact: Contact) -> int:
    """How many contacts of the same company there were on a contact's day, itself included."""
    same = (each for each in contacts if each.at.date() == contact.at.date() and each.number != contact.number)
    return 1 + sum(1 for each in same if same_company(each.company, contact.company))


def same_company(one: str | None, other: str | None) -> bool:
    """Whether two entries name the same company; entries that name none count together."""
    return squeezed(one) == squeezed(other)


def squeezed(company: str | None) -> str:
    """A company's name without blanks and case."""
    return "".join((company or "").split()).casefold()
