"""Actions on what the log already says: companies to tap, how often one came today, the rule that speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.actions.cards import Item, Reference, references
from bot.actions.logs import contacts
from bot.actions.message_rules import UNSURE_LENDER
from bot.actions.registry import Context, action
from bot.content.facts import Fact, Lender
from bot.records.contacts import Contact
from bot.records.tally import CALLED, Rules, is_night, rules_for, squeezed, today_by

RECENT_COMPANIES = 4
"""Companies offered as buttons."""

SHORT_NAME = 12
"""Characters of a company's name on its button."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company as it was tapped or typed, and who lent as told before; none where neither was said."""

    name: str | None
    lender: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry adds up to on its day: how many contacts of the same company, whether by night, the rules.

    ``facts`` are the rules that speak of it here for this kind of lender; ``no_rule`` says there is none.
    ``key`` is another when something else can be said of it.
    """

    today: int
    night: bool
    third: bool
    notable: bool
    facts: list[Reference]
    no_rule: bool
    key: str


@action("logs.companies")
def companies(context: Context) -> list[Item]:
    """The companies of the newest entries, as buttons, newest first."""
    return [Item(f"c{at}", name[:SHORT_NAME]) for at, name in enumerate(_recent(context))]


@action("logs.company")
def company(context: Context, chosen: str | None) -> Company:
    """The company of a button, or as it was typed; with who lent as an earlier entry says."""
    recent = dict(zip((f"c{at}" for at in range(RECENT_COMPANIES)), _recent(context), strict=False))
    name = None if chosen is None else recent.get(chosen, chosen)
    told = (each.lender for each in reversed(contacts(context)) if squeezed(each.company) == squeezed(name))
    return Company(name, next((lender for lender in told if lender), None))


@action("logs.standing")
def standing(context: Context, number: int) -> Standing:
    """How an entry stands among those of its day, each count beside the rule that speaks of it."""
    kept = contacts(context)
    found = next(each for each in kept if each.number == number)
    rules = rules_here(context, found.lender)
    today, night = today_by(kept, found), is_night(found, rules)
    spoken = found.channel in CALLED and today > 1
    facts = list(_speaking(rules, found, often=spoken, night=night))
    return Standing(
        today=today,
        night=night,
        third=found.is_third,
        notable=today > 1 or night or found.is_third,
        facts=references(context, tuple(fact.id for fact in facts[:1])),
        no_rule=not facts,
        key=" ".join([fact.id for fact in facts[:1]] + [str(found.is_third)]),
    )


def rules_here(context: Context, lender: str | None) -> Rules:
    """The rules where the person lives for a kind of lender; for one not told those that bind any."""
    known = None if lender in {None, UNSURE_LENDER} else Lender(str(lender))
    return rules_for(context.library.facts_by_region.get(context.style.region, ()), known)


def _speaking(rules: Rules, contact: Contact, *, often: bool, night: bool) -> Iterator[Fact]:
    if contact.is_third and rules.third is not None:
        yield rules.third
    if night and rules.hours is not None:
        yield rules.hours
    if often and rules.calls is not None:
        yield rules.calls


def _recent(context: Context) -> tuple[str, ...]:
    unlike: dict[str, str] = {}
    for contact in reversed(contacts(context)):
        if contact.company:
            unlike.setdefault(squeezed(contact.company), contact.company)
    return tuple(islice(unlike.values(), RECENT_COMPANIES))
