"""Actions on the reason: causes, the drafted sentence, the cards some causes bring, the lint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actions.cards import Item
from bot.actions.registry import Context, action
from bot.content.both import Both
from bot.content.causes import Phrase

END_MARKS = "。．.，,；;、!！?？~～ "
"""Marks a person may end a sentence with; scripts set their own."""


@dataclass(frozen=True, slots=True, repr=False)
class Drafted:
    """A reason sentence and the words to change in it, if any."""

    text: str
    advice: str | None


@dataclass(frozen=True, slots=True)
class CauseCards:
    """The card of the first cause that has one; ``id`` none when no cause does."""

    id: str | None
    say: list[str]


@action("reasons.causes")
def causes(context: Context) -> list[Item]:
    """The causes, as buttons."""
    return [Item(cause.id, context.words(cause.label)) for cause in context.library.causes.causes]


@action("reasons.since")
def since(context: Context) -> list[Item]:
    """How long it has been so, as buttons."""
    return [Item(phrase.id, context.words(phrase.label)) for phrase in context.library.causes.since]


@action("reasons.outlook")
def outlook(context: Context) -> list[Item]:
    """What changes and when, as buttons."""
    return [Item(phrase.id, context.words(phrase.label)) for phrase in context.library.causes.outlook]


@action("reasons.draft")
def draft(
    context: Context,
    causes: list[str],
    since: str | None = None,
    since_day: date | None = None,
    outlook: str | None = None,
    outlook_day: date | None = None,
) -> str:
    """One sentence from the taps alone, 40 characters at most."""
    known = context.library.causes
    chosen_since = _fragment(context, known.since, since, since_day)
    chosen_outlook = _fragment(context, known.outlook, outlook, outlook_day)
    return known.reason(causes, chosen_since, chosen_outlook, context.style.script, context.style.region)


@action("reasons.card")
def card(context: Context, causes: list[str]) -> CauseCards:
    """The card the causes call for."""
    known = context.library.causes
    cards = [found for found in (known.card_of(cause) for cause in causes) if found is not None]
    if not cards:
        return CauseCards(None, [])
    return CauseCards(cards[0].id, [context.words(text) for text in cards[0].say])


@action("reasons.lint")
def lint(context: Context, text: str) -> Drafted:
    """The sentence without the marks at its end, and advice when it holds something a script must not say."""
    text = text.strip().rstrip(END_MARKS) or text
    findings = context.library.lint.findings(text)
    return Drafted(text, context.words(findings[0].rule.instead) if findings else None)


def _fragment(context: Context, phrases: tuple[Phrase, ...], chosen: str | None, day: date | None) -> Both | None:
    phrase = next((phrase for phrase in phrases if phrase.id == chosen), None)
    if phrase is None:
        return None
    if "{date}" not in phrase.fragment.zh_Hans:
        return phrase.fragment
    if day is None:
        return None
    shown = context.style.month_day(day)
    return Both.model_validate({key: text.replace("{date}", shown) for key, text in phrase.fragment.wordings()})
