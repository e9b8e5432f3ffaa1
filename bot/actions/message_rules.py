"""Actions on what stands behind the card of a message: rules by who lent, papers that may be real."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.cards import Item, Reference, references
from bot.actions.registry import Context, action
from bot.content.facts import Fact, FactId, Lender

UNSURE_LENDER = "unsure"
"""Stands for a lender the person does not know."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """One fact of several, none when there is none of this number; ``next`` is the number after it."""

    facts: list[Reference]
    next: int
    more: bool


@dataclass(frozen=True, slots=True)
class PaperCard:
    """What a paper would look like if real, how to check it, and the facts behind that."""

    real: str
    check: str
    facts: list[Reference]
    deadlines: bool


@action("messages.lenders")
def lenders(context: Context) -> list[Item]:
    """Who may have lent the money where the person lives, as buttons."""
    here = (kind for kind in context.library.verdicts.lenders if context.style.region in kind.regions)
    return [Item(kind.id.value, context.words(kind.label)) for kind in here]


@action("messages.rules")
def rules(context: Context, signals: list[str], lender: str, number: int) -> RulePage:
    """One rule that such a message touches where the person lives and for who lent, counted from 0."""
    verdicts = context.library.verdicts
    named = (signal for signal in verdicts.signals if signal.id in signals)
    region = context.style.region
    return _page(context, tuple(fact for signal in named for fact in signal.facts.get(region, ())), lender, number)


def _page(context: Context, ids: tuple[FactId, ...], lender: str, number: int) -> RulePage:
    facts = [context.library.facts[each] for each in dict.fromkeys(ids)]
    fitting = [fact.id for fact in facts if _concerns(fact, lender)]
    shown = references(context, tuple(fitting[number : number + 1]))
    return RulePage(shown, number + 1, number + 1 < len(fitting))


def _concerns(fact: Fact, lender: str) -> bool:
    """Every rule counts while it is not known who lent; the sentence itself says whom it binds."""
    return lender == UNSURE_LENDER or fact.concerns(Lender(lender))


@action("messages.papers")
def papers(context: Context) -> list[Item]:
    """Whom a message can claim to come from, as buttons: court, lawyer, police."""
    return [Item(paper.id, context.words(paper.label)) for paper in context.library.verdicts.papers]


@action("messages.paper")
def paper(context: Context, kind: str) -> PaperCard:
    """What such a paper would look like if real, and how to check it without the number in it."""
    claimed = context.library.verdicts.get_paper(kind)
    words = claimed.for_(context.style.region)
    real, check = context.words(words.real), context.words(words.check)
    return PaperCard(real, check, references(context, words.facts[:1]), claimed.deadlines)


@action("messages.deadlines")
def deadlines(context: Context) -> list[Item]:
    """The court papers of the place the person lives in whose deadline is known, as buttons."""
    here = context.library.stages.papers_for(context.style.region)
    return [Item(paper.id, context.words(paper.label)) for paper in here if paper.deadline_fact]


@action("messages.deadline")
def deadline(context: Context, paper: str) -> list[Reference]:
    """The deadline of one court paper."""
    found = next(each for each in context.library.stages.papers if each.id == paper)
    return references(context, (found.deadline_fact,) if found.deadline_fact else ())
