"""Actions that show cards of content/: who is calling, which stage, what to listen for, whom to ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actions.packing import pack
from bot.actions.registry import Context, action
from bot.content.facts import FactId, Topic, Verified
from bot.content.hotlines import Hotline, HotlineKind
from bot.language.money import Money
from bot.language.region import Region

NO_PAPER = "none"
"""The paper entry that stands for having none; in a list of ticks nothing ticked says the same."""


@dataclass(frozen=True, slots=True, repr=False)
class Item:
    """A button made from content."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A fact as a card shows it: what it says, the rule behind it, who issued it, the day it was checked."""

    say: str
    rule: str
    issuer: str
    checked: date
    certain: bool


@dataclass(frozen=True, slots=True)
class RuleFound:
    """One fact, the number of the next, and whether there is one."""

    facts: list[Reference]
    next: int
    more: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """How to check a caller, who can agree, where to complain, and at most one fact."""

    steps: list[str]
    can_agree: str
    complain_to: str
    facts: list[Reference]


@dataclass(frozen=True, slots=True)
class StageCard:
    """Where a person stands, in bubbles; ``court`` when a court paper is there; ``facts`` hold its deadline first."""

    id: str
    bubbles: list[str]
    court: bool
    facts: list[Reference]


@action("cards.collectors")
def collectors(context: Context) -> list[Item]:
    """The kinds of caller, as buttons."""
    return [Item(kind.id, context.words(kind.label)) for kind in context.library.collectors.collectors]


@action("cards.verify")
def verify(context: Context, kind: str) -> Verification:
    """How to check this kind of caller where the person lives."""
    card = context.library.collectors.get(kind).for_(context.style.region)
    steps = [f"{number}. {context.words(step)}" for number, step in enumerate(card.verify, 1)]
    facts = references(context, card.facts[:1])
    return Verification(pack(steps), context.words(card.can_agree), context.words(card.complain_to), facts)


@action("cards.papers")
def papers(context: Context) -> list[Item]:
    """The papers that exist where the person lives, as buttons."""
    return [
        Item(p.id, context.words(p.label))
        for p in context.library.stages.papers_for(context.style.region)
        if p.id != NO_PAPER
    ]


@action("cards.stage")
def stage(context: Context, days: int | None, papers: list[str] | None) -> StageCard:
    """The stage the days overdue and the papers speak for."""
    held = papers or []
    found = context.library.stages.stage_of(days, held)
    papers_held = [paper for paper in context.library.stages.papers if paper.id in held]
    deadlines = [paper.deadline_fact for paper in papers_held if paper.deadline_fact]
    facts = (*deadlines, *found.facts.get(context.style.region, ()))
    words = context.words
    court = any(paper.court for paper in papers_held)
    bubbles = pack([words(found.here), words(found.next), words(found.can_do)])
    return StageCard(found.id, bubbles, court, references(context, facts[:1]))


@action("cards.facts")
def facts(context: Context, topic: str, most: int = 1) -> list[Reference]:
    """The first facts on a topic where the person lives that were read and not only remembered; may be empty."""
    found = context.library.facts_about(context.style.region, Topic(topic))
    certain = tuple(fact.id for fact in found if fact.verified is Verified.FOUND)
    return references(context, certain[:most])


@action("cards.listening")
def listening(context: Context, heard: list[str] | None = None) -> list[Item]:
    """The nine blanks as buttons, without those heard already."""
    items = context.library.listening.items
    return [Item(item.id, context.words(item.label)) for item in items if item.id not in (heard or [])]


@action("cards.unheard")
def unheard(context: Context, heard: list[str] | None) -> list[str]:
    """What to ask for the blanks not heard, in bubbles."""
    missing = context.library.listening.unheard(heard or [])
    return pack(f"· {context.words(item.ask)}" for item in missing)


@action("cards.quick")
def quick(context: Context) -> list[str]:
    """The three lines for a call that is coming in now."""
    return [context.words(line) for line in context.library.scripts.quick]


@action("cards.delay")
def delay(context: Context) -> list[str]:
    """The lines that win time, in bubbles."""
    return pack(f"· {context.words(line)}" for line in context.library.scripts.delay)


@action("cards.red_lines")
def red_lines(context: Context, cap: Money | None = None) -> list[str]:
    """The four red lines, in bubbles; without a cap the line that names it is left out."""
    lines = [context.words(line) for line in context.library.scripts.red_lines]
    shown = [line for line in lines if cap is not None or "{cap}" not in line]
    named = "" if cap is None else context.style.spoken(cap)
    return pack(f"· {line.format(cap=named)}" for line in shown)


@action("cards.numbers")
def numbers(context: Context, kind: str) -> list[str]:
    """Numbers to ring where the person lives: crisis (with emergency), youth, legal_aid, emergency.

    Where none was checked, what to do instead; for legal_aid nothing.
    """
    listed = context.library.hotlines[Region(context.style.region)]
    if kind == "crisis":
        lines = (*listed.of(HotlineKind.CRISIS)[:3], *listed.of(HotlineKind.EMERGENCY)[:2])
    elif kind == "youth":
        lines = (*listed.for_youth()[:3], *listed.of(HotlineKind.EMERGENCY)[:1])
    else:
        lines = listed.of(HotlineKind(kind))[:4]
    if not lines and kind != HotlineKind.LEGAL_AID:
        return pack(context.words(text) for text in listed.say)
    return pack(_line(context, line) for line in lines)


def _line(context: Context, line: Hotline) -> str:
    hours = f" · {context.words(line.hours)}" if line.hours is not None else ""
    return f"{context.words(line.name)} {line.number}{hours}"


def references(context: Context, ids: tuple[FactId, ...]) -> list[Reference]:
    """Facts as cards show them."""
    facts = [context.library.facts[fact] for fact in ids]
    return [
        Reference(context.words(f.say), f.rule, f.issuer, f.checked_on, f.verified is Verified.FOUND) for f in facts
    ]
