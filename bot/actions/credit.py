"""Actions on credit records: what may be said about them where the person lives, one fact at a time."""

from __future__ import annotations

from bot.actions.cards import references
from bot.actions.message_rules import RulePage
from bot.actions.registry import Context, action
from bot.content.facts import Topic


@action("credit.page")
def page(context: Context, number: int) -> RulePage:
    """One fact about credit records where the person lives, counted from 0; those only remembered say so."""
    facts = tuple(fact.id for fact in context.library.facts_about(context.style.region, Topic.CREDIT_RECORD))
    return RulePage(references(context, facts[number : number + 1]), number + 1, number + 1 < len(facts))
