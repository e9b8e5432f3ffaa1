"""Actions on a message from a collector: what it is, keep it, correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.actions.cards import Item
from bot.actions.logs import Saved, save
from bot.actions.message_claims import claimed_day, claimed_sum, due_day
from bot.actions.message_reader import Classified
from bot.actions.message_rules import UNSURE_LENDER
from bot.actions.message_words import CardWords
from bot.actions.registry import Context, Done, action
from bot.content.verdicts import Sender, SignalWords, Verdict, Verdicts
from bot.language.money import Money
from bot.records.chain import ATTACHMENT
from bot.records.entry import NewRecord

LABEL = "message_label"
REMINDER = "reminder"
LOGGED_WORDS = 500
"""Characters of a message kept in the log, as many as its own question takes; the original stays on the phone."""


@dataclass(frozen=True, slots=True, repr=False)
class MessageCard:
    """A message as it is shown.

    ``finding`` and ``advice`` are bubbles, ``readings`` the bubble that comes first when ``unsure``.
    ``near`` says that somebody may be coming now, ``official`` that it claims to come from court, police or a
    lawyer, ``heavy`` that it can hurt to read. ``said`` are the ticks of a log entry; ``demanded`` and ``deadline``
    what it asks for, none where it names nothing sure. ``due`` is the coming day a plain reminder names, and
    ``remind`` that it names a sum or a day to be reminded of.
    """

    verdict: str
    signals: list[str]
    finding: str
    advice: str
    readings: str
    unsure: bool
    related: bool
    near: bool
    official: bool
    heavy: bool
    said: list[str]
    demanded: Money | None
    deadline: date | None
    due: date | None
    remind: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """Whether the person's own label was kept."""

    kept: bool


@dataclass(frozen=True, slots=True)
class _Unread:
    """Stands for a message when there is nobody to read it."""

    verdict: str = Verdict.UNKNOWN.value
    signals: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidence: float = 0.0
    bare: bool = False


@action("messages.read")
def read(context: Context, text: str, sender: str | None = None, told: str | None = None) -> MessageCard:
    """What a message is: by its words, by who the person says sent it, or as they say themselves."""
    verdicts = context.library.verdicts
    found: Classified = context.messages.read(text, context.style.region) if context.messages else _Unread()
    origin = verdicts.get_sender(sender) if sender else None
    verdict = Verdict(told) if told else _settled(verdicts, found, origin)
    signals = verdicts.shown(tuple(found.signals), verdict)
    band = verdicts.band_of(found.confidence)
    words, evidence = CardWords(verdicts, context.style), found.evidence
    heard = sender or told
    demanded, plain = claimed_sum(context, signals, evidence), verdict is Verdict.ROUTINE and REMINDER in found.signals
    due = due_day(context, text) if plain else None
    return MessageCard(
        verdict=verdict.value,
        signals=[signal.id for signal in signals],
        finding=words.finding(verdict, signals, evidence),
        advice=words.advice(verdict, signals, verdicts.as_told if heard else band.say),
        readings=words.readings(verdict, _other(verdicts, verdict, found)),
        unsure=band.unsure and not heard and verdict is not Verdict.UNKNOWN,
        related=verdict is not Verdict.UNRELATED,
        near=verdicts.danger.is_near(text, tuple(found.signals)),
        official=_is_official(signals, origin),
        heavy=verdict is Verdict.UNLAWFUL,
        said=list(dict.fromkeys(signal.log for signal in signals if signal.log)),
        demanded=demanded,
        deadline=claimed_day(context, signals, evidence),
        due=due,
        remind=plain and not (demanded is None and due is None),
    )


def _settled(verdicts: Verdicts, found: Classified, sender: Sender | None) -> Verdict:
    """What a message is, given who sent it; what its own words explain is never made graver."""
    verdict = Verdict(found.verdict)
    if sender is None or verdict is Verdict.UNKNOWN:
        return verdict
    if sender.reading == "milder":
        mildest = Verdict.UNRELATED if found.bare else Verdict.ROUTINE
        return min(verdict, mildest, key=lambda each: each.gravity)
    if sender.reading == "to_check":
        return max(verdict, Verdict.SUSPICIOUS, key=lambda each: each.gravity)
    if any(signal.verdict is verdict for signal in verdicts.shown(tuple(found.signals), verdict)):
        return verdict
    return max(verdict, verdicts.words_of(verdict).or_else, key=lambda each: each.gravity)


def _other(verdicts: Verdicts, verdict: Verdict, found: Classified) -> Verdict:
    """The other reading of a message that is not sure; harsh words that name no money may be talk of everyday life."""
    if found.bare and verdict is Verdict.UNLAWFUL:
        return Verdict.UNRELATED
    return verdicts.words_of(verdict).or_else


def _is_official(signals: tuple[SignalWords, ...], sender: Sender | None) -> bool:
    return any(signal.court for signal in signals) or (sender is not None and sender.court)


@action("messages.senders")
def senders(context: Context) -> list[Item]:
    """Who may have sent a message, as buttons."""
    return [Item(sender.id, context.words(sender.label)) for sender in context.library.verdicts.senders]


@action("messages.labels")
def labels(context: Context, besides: str) -> list[Item]:
    """What a message can be besides what it was taken for, as buttons, the gravest first."""
    others = (each for each in context.library.verdicts.verdicts if each.id.value not in {besides, Verdict.UNKNOWN})
    return [Item(each.id.value, context.words(each.label)) for each in reversed(tuple(others))]


@action("messages.correct", gives=Corrected)
def correct(context: Context, text: str, taken_for: str, told: str) -> Done:
    """Keep the person's own label of a message, if they allow keeping records."""
    if not context.session.me.get("consent_records"):
        return Done(Corrected(kept=False))
    body = {"text": text, "taken_for": taken_for, "told": told}
    return Done(Corrected(kept=True), records=(NewRecord(LABEL, context.now, body),))


@action("messages.keep", gives=Saved)
def keep(
    context: Context,
    text: str | None,
    at: datetime,
    approximate: bool,
    channel: str,
    said: list[str],
    others: str | None = None,
    demanded: Money | None = None,
    deadline: date | None = None,
    lender: str | None = None,
    files: list[dict[str, Any]] | None = None,
) -> Done:
    """Keep a message as an entry of the log with its first 500 characters, if the person allows it.

    ``others`` is whom it went to besides the person: family, work, me; ``lender`` the kind of who lent, by which the
    rules differ; ``files`` the pictures it was read from, which then stay as its originals.
    """
    contacted = {each.id: context.words(each.say) for each in context.library.verdicts.contacted}
    kept: Done = save(
        context,
        at,
        approximate,
        channel,
        lender=None if lender == UNSURE_LENDER else lender,
        said=said,
        words=None if text is None else text[:LOGGED_WORDS],
        third=None if others is None else [others],
        others=None if others is None else contacted[others],
        demanded=demanded,
        deadline=deadline,
    )
    saved = kept.value
    if not files or saved.number is None:
        return kept
    originals = tuple(_original(context, saved.number, file) for file in files)
    return replace(kept, records=(*kept.records, *originals), keep=tuple(str(file["id"]) for file in files))


def _original(context: Context, entry: int, file: Mapping[str, Any]) -> NewRecord:
    """The record that a file is the original of an entry."""
    ending = {"image/png": "png", "image/webp": "webp", "image/gif": "gif"}.get(str(file["mime"]), "jpg")
    body = {"of": entry, "stored": file["id"], "sha256": file["sha256"], "size": file["size"], "ending": ending}
    return NewRecord(ATTACHMENT, context.now, {**body, "what": "photo"})
