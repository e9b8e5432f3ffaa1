"""Actions on the reason: causes, the drafted sentence, the cards some causes bring, the lint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actions.cards import Item
from bot.actions.registry import Context, action
from bot.content.both import Both

END_MARKS = "。．.，,；;、!！?？~～ "
"""Marks a person may end a sentence with; scripts set their own."""


@dataclass(frozen=True, slots=True, repr=False)
class Drafted:
    """A reason sentence and the words to change in it, if any."""

    text: str
    advice: str | None


@dataclass(frozen=True, slots=True)
class CauseItem:
    """A cause as a button, and the words it is heard by."""

    id: str
    text: str
    words: list[str]


@dataclass(frozen=True, slots=True)
class CauseCards:
    """The card of the first cause that has one; ``id`` none when no cause does."""

    id: str | None
    say: list[str]


@action("reasons.causes")
def causes(context: Context) -> list[CauseItem]:
    """The causes, as buttons, each with the words it is heard by."""
    known = context.library.causes.causes
    return [CauseItem(cause.id, context.words(cause.label), list(cause.words)) for cause in known]


@action("reasons.work")
def work(context: Context) -> list[Item]:
    """How much work somebody who is ill can do, as buttons."""
    return [Item(each.id, context.words(each.label)) for each in context.library.causes.work]


@action("reasons.outlook")
def outlook(context: Context) -> list[Item]:
    """What changes and when, as buttons."""
    return [Item(phrase.id, context.words(phrase.label)) for phrase in context.library.causes.outlook]


@action("reasons.draft")
def draft(
    context: Context,
    causes: list[str],
    since: str | None = None,
    since_month: date | None = None,
    outlook: str | None = None,
    outlook_day: date | None = None,
    illness_told: bool | None = None,
    work: str | None = None,
) -> str:
    """One sentence from the taps alone, 40 characters at most; illness is named only when it may be told."""
    known = context.library.causes
    able = next((each.fragment for each in known.work if each.id == work), None) if illness_told else None
    chosen_since = _since(context, since, since_month)
    chosen_outlook = _outlook(context, outlook, outlook_day)
    parts = (*known.fragments(causes, told=bool(illness_told)), able, chosen_outlook)
    return known.reason(chosen_since, parts, context.style.script, context.style.region)


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


def _since(context: Context, chosen: str | None, month: date | None) -> Both | None:
    """Since when: the month named, else what was chosen."""
    known = context.library.causes
    if month is None:
        return next((each.fragment for each in known.since if each.id == chosen), None)
    words = context.words(known.months.of(month, context.now.date()))
    said = words.format(month=context.style.month_alone(month), year=month.year)
    return _filled(known.since_month, said)


def _outlook(context: Context, chosen: str | None, day: date | None) -> Both | None:
    phrase = next((phrase for phrase in context.library.causes.outlook if phrase.id == chosen), None)
    if phrase is None:
        return None
    if "{date}" not in phrase.fragment.zh_Hans:
        return phrase.fragment
    if day is None:
        return None
    return _filled(phrase.fragment, context.style.month_day(day))


def _filled(fragment: Both, shown: str) -> Both:
    return Both.model_validate({key: text.replace("{date}", shown) for key, text in fragment.wordings()})
