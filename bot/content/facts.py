"""Facts about rules: what may be said about law, hours and money, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pydantic import Field, field_validator

from bot.content.both import Entry, Line, Say
from bot.language.region import Region
from bot.marked_yaml import Loc

FactId = str


class Lender(StrEnum):
    """Who lent the money; nearly every rule turns on it."""

    BANK = "bank"
    CONSUMER_FINANCE = "consumer_finance"
    SMALL_LOAN = "small_loan"
    ASSIGNEE = "assignee"
    PRIVATE = "private"
    UNLICENSED = "unlicensed"
    ANY = "any"


class Verified(StrEnum):
    """Whether the text behind a statement was read on the day named, or only remembered."""

    FOUND = "found"
    RECALL = "recall"


class Topic(StrEnum):
    """What a fact is about."""

    CONTACT_HOURS = "contact_hours"
    CALL_FREQUENCY = "call_frequency"
    CONDUCT = "conduct"
    THIRD_PARTIES = "third_parties"
    IDENTITY = "identity"
    OUTSOURCING = "outsourcing"
    ASSIGNMENT = "assignment"
    HOME_VISIT = "home_visit"
    PAYMENT = "payment"
    RECORDING = "recording"
    EVIDENCE = "evidence"
    LIMITATION = "limitation"
    COURT = "court"
    RESTRUCTURING = "restructuring"
    CRIME_FEARS = "crime_fears"
    PROTECTION = "protection"
    PRIVACY = "privacy"
    COST = "cost"
    CREDIT_RECORD = "credit_record"
    SCAMS = "scams"
    COMPLAINT = "complaint"
    LEGAL_AID = "legal_aid"
    SCOPE = "scope"


class Fact(Entry):
    """One checked statement: the sentence for the person, its rule and the body behind it."""

    id: Line
    topic: Topic
    applies_to: tuple[Lender, ...] = Field(min_length=1)
    rule: Line
    issuer: Line
    source: Line
    checked_on: date
    verified: Verified
    max_age_days: int = Field(default=365, gt=0)
    figures: Mapping[str, int | str] = Field(default_factory=dict)
    say: Say
    not_mean: Say | None = None

    @field_validator("figures")
    @classmethod
    def _freeze(cls, figures: Mapping[str, int | str]) -> Mapping[str, int | str]:
        return MappingProxyType(dict(figures))

    def concerns(self, lender: Lender) -> bool:
        """Whether the rule binds this kind of lender."""
        return Lender.ANY in self.applies_to or lender in self.applies_to


def by_region(loc: Loc, facts: Mapping[Region, Iterable[FactId]]) -> Iterator[tuple[Loc, FactId]]:
    """The facts of a card that names them by region, with the place of each; ``loc`` is the mapping's."""
    for region, named in facts.items():
        yield from listed((*loc, region.value), named)


def listed(loc: Loc, facts: Iterable[FactId]) -> Iterator[tuple[Loc, FactId]]:
    """The facts of a list, with the place of each; ``loc`` is the list's."""
    for index, fact in enumerate(facts):
        yield (*loc, index), fact


class FactFile(Entry):
    """The facts of one region (content/facts)."""

    region: Region
    facts: tuple[Fact, ...]
