"""Actions on scripts: the choices that go into one, and the script itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actions.cards import Item
from bot.actions.offers import interest_of
from bot.actions.registry import Context, action
from bot.content.both import Both
from bot.content.scripts import Channel, Option, ScriptSet
from bot.language.money import Money
from bot.money.offer import months


@dataclass(frozen=True, slots=True, repr=False)
class Composed:
    """A script in bubbles, the last apart so that the next question can stand under it."""

    first: list[str]
    last: str


@action("scripts.tones")
def tones(context: Context) -> list[Item]:
    """The tones, as buttons."""
    return [Item(tone.id, context.words(tone.label)) for tone in context.library.scripts.tones]


@action("scripts.willingness")
def willingness(context: Context, set: str) -> list[Item]:  # noqa: A002
    """Ways to say one is willing, for a script set, as buttons."""
    fitting = [each for each in context.library.scripts.willingness if each.set == ScriptSet(set)]
    return [Item(each.id, context.words(each.label)) for each in fitting]


@action("scripts.boundaries")
def boundaries(context: Context) -> list[Item]:
    """Boundaries to set, as buttons."""
    return [Item(each.id, context.words(each.label)) for each in context.library.scripts.boundaries]


@action("scripts.compose")
def compose(
    context: Context,
    set: str,  # noqa: A002
    tone: str,
    channel: str,
    name: str | None = None,
    reason: str | None = None,
    willing: str | None = None,
    boundary: str | None = None,
    offer: Money | None = None,
    surplus: Money | None = None,
    total: Money | None = None,
    first_day: date | None = None,
    later: date | None = None,
    request: str | None = None,
    debt: str | None = None,
) -> Composed:
    """The script from the answers alone.

    An offer above the surplus, or one whose surplus is not known, never gets in: its sentences are left out. So are the
    months where the interest this debt bears is more than the offer. ``later`` is the day a sum will be named instead,
    ``request`` what the creditor is asked to agree to.
    """
    words, style = context.library.scripts, context.style
    affordable = offer if offer is not None and surplus is not None and offer.amount <= surplus.amount else None
    yearly = interest_of(context, debt)
    count = None if affordable is None or total is None else months(total.amount, affordable.amount, yearly)
    slots = {
        "name": name,
        "reason": reason,
        "boundary": _said(context, words.boundaries, boundary),
        "willing": None if affordable is not None else _willing(context, willing, later),
        "request": request,
        "pay": None if affordable is None else _pay(context, affordable, first_day),
        "months": None if count is None else str(count),
    }
    script = words.get(ScriptSet(set), tone, Channel(channel))
    *first, last = script.compose(slots, style.script, style.region)
    return Composed(first, last)


def _pay(context: Context, offer: Money, first_day: date | None) -> str:
    words, amount = context.library.scripts.pay, context.style.spoken(offer)
    if first_day is None:
        return context.words(words.undated).format(amount=amount)
    day = context.style.month_day(first_day)
    return context.words(words.dated).format(day=first_day.day, amount=amount, date=day)


def _willing(context: Context, chosen: str | None, later: date | None) -> str | None:
    if later is None:
        return _said(context, context.library.scripts.willingness, chosen)
    return context.words(context.library.scripts.later).replace("{date}", context.style.month_day(later))


def _said(context: Context, options: tuple[Option, ...], chosen: str | None) -> str | None:
    said: Both | None = next((option.say for option in options if option.id == chosen), None)
    return None if said is None else context.words(said)
