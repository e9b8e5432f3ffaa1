"""Actions on the ways to pay: six options, and the way the person's region has itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.cards import Item, Reference, RuleFound, references
from bot.actions.offers import find_room, interest_of
from bot.actions.packing import pack
from bot.actions.registry import Context, action
from bot.content.facts import Verified
from bot.content.options import Outlook, PayingOption
from bot.language.money import Money
from bot.money.offer import LONG_MONTHS, months


@dataclass(frozen=True, slots=True)
class OptionFound:
    """One option: whom it suits, its papers and its catch."""

    label: str
    suits: str
    papers: str
    catch: str


@dataclass(frozen=True, slots=True)
class RouteFound:
    """The way a region has for a kind of creditor; ``steps`` and ``papers`` are in bubbles."""

    label: str
    steps: list[str]
    papers: list[str]
    catch: str
    facts: list[Reference]


@action("options.list")
def list_options(context: Context, outlook: str | None) -> list[Item]:
    """The six options as buttons, those first that fit the outlook: none, tight, room or long."""
    options = context.library.options.options
    fitting = [each for each in options if outlook is not None and Outlook(outlook) in each.fits]
    return [_item(context, each) for each in (*fitting, *(each for each in options if each not in fitting))]


@action("options.fitting")
def fitting(context: Context, outlook: str | None) -> list[str]:
    """The names of the options that fit an outlook; nothing where it is not known."""
    options = context.library.options.options
    return [context.words(each.label) for each in options if outlook is not None and Outlook(outlook) in each.fits]


@action("options.outlook")
def outlook(context: Context, debt: str | None, total: Money | None) -> str | None:
    """What the budget leaves for this debt: none, tight, room or long; none at all where there is no budget."""
    room = find_room(context, debt, total)
    if room is None:
        return None
    if room.short:
        return Outlook.NONE.value
    if room.share.amount < 1:
        return Outlook.TIGHT.value
    count = None if total is None else months(total.amount, room.share.amount, interest_of(context, debt))
    endless = total is not None and (count is None or count > LONG_MONTHS)
    return (Outlook.LONG if endless else Outlook.ROOM).value


@action("options.open")
def open_option(context: Context, option: str) -> OptionFound:
    """One option by its button's id."""
    found = context.library.options.option(option)
    return OptionFound(*(context.words(text) for text in (found.label, found.suits, found.papers, found.catch)))


@action("options.route")
def route(context: Context, kind: str) -> RouteFound | None:
    """The way the person's region has for this kind of creditor; none where it has none."""
    found = context.library.options.route(context.style.region, kind)
    if found is None:
        return None
    certain = tuple(each for each in found.facts if context.library.facts[each].verified is Verified.FOUND)
    steps = (f"{number}. {context.words(step)}" for number, step in enumerate(found.steps, 1))
    papers = (f"· {context.words(paper)}" for paper in found.papers)
    label, catch = context.words(found.label), context.words(found.catch)
    return RouteFound(label, pack(steps), pack(papers), catch, references(context, certain))


@action("options.rule")
def rule(context: Context, kind: str, number: int) -> RuleFound:
    """One fact behind the region's way for this kind of creditor, counted from 0."""
    found = route(context, kind)
    facts = [] if found is None else found.facts
    return RuleFound(facts[number : number + 1], number + 1, number + 1 < len(facts))


@action("options.agents")
def agents(context: Context) -> list[Reference]:
    """What is known about paid agents where the person lives; may be empty."""
    fact = context.library.options.agents.get(context.style.region)
    return [] if fact is None else references(context, (fact,))


def _item(context: Context, option: PayingOption) -> Item:
    return Item(option.id, context.words(option.label))
