"""Actions that have the log made into something: a picture, an evidence pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.actions.cards import Item
from bot.actions.log_standing import companies
from bot.actions.logs import contacts
from bot.actions.registry import Context, Done, action
from bot.jobs.job import Job
from bot.records.chain import ATTACHMENT
from bot.records.contacts import Contact
from bot.records.entry import AT_HAND
from bot.records.masking import masked
from bot.records.tally import squeezed


@dataclass(frozen=True, slots=True)
class Choices:
    """What a picture or a pack can be narrowed to, and what of it has to be decided; ``any``: whether there is a log.

    ``companies`` and ``said`` are empty where choosing would change nothing. ``others`` says that something of other
    people would be masked, ``originals`` that there are some. A log longer than what is at hand may have both.
    """

    any: bool
    companies: list[Item]
    said: list[Item]
    others: bool
    originals: bool


@dataclass(frozen=True, slots=True)
class PartFound:
    """One ZIP file of a pack: ``number`` counts from 1, ``mark`` begins its hash."""

    file: str
    number: int
    of: int
    mark: str
    more: bool


@action("evidence.choices")
def choices(context: Context) -> Choices:
    """What of the log can be shown, from its newest entries."""
    kept = contacts(context)
    more = len(context.records) >= AT_HAND
    heard = {each for contact in kept for each in contact.said} if more or len(kept) > 1 else set()
    return Choices(
        any=bool(kept),
        companies=companies(context) if more or _several(kept) else [],
        said=[Item(tap.id, context.words(tap.label)) for tap in context.library.contacts.said if tap.id in heard],
        others=more or any(masked(record)[1] for record in context.records),
        originals=more or any(record.kind == ATTACHMENT for record in context.records),
    )


def _several(kept: Sequence[Contact]) -> bool:
    """Whether leaving all but one company out would leave something out."""
    return len({squeezed(contact.company) for contact in kept}) > 1


@action("evidence.draw", gives=type(None), opens=("timeline_ready",))
def draw(context: Context, company: str | None = None, signal: str | None = None) -> Done:  # noqa: ARG001
    """Have the log drawn as a picture of days and hours; the flow ``timeline_ready`` shows it."""
    return Done(jobs=(Job("timeline", {"company": company, "signal": signal}, then="timeline_ready"),))


@action("evidence.pack", gives=type(None), opens=("evidence_ready",))
def pack(context: Context, mask: bool, originals: bool, company: str | None = None) -> Done:  # noqa: ARG001
    """Have an evidence pack made; the flow ``evidence_ready`` hands it over."""
    payload = {"company": company, "mask": mask, "originals": originals}
    return Done(jobs=(Job("evidence", payload, then="evidence_ready", key="evidence"),))


@action("evidence.part")
def part(context: Context, parts: list[dict[str, Any]], number: int) -> PartFound:  # noqa: ARG001
    """One ZIP file of a pack, counted from 1."""
    found = parts[number - 1]
    return PartFound(str(found["file"]), number, len(parts), str(found["sha256"])[:16], number < len(parts))


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule of several, and whether there is another."""

    say: str
    rule: str
    checked: date
    certain: bool
    more: bool


@action("evidence.rule")
def rule(context: Context, facts: list[dict[str, Any]], number: int) -> RuleShown:  # noqa: ARG001
    """One of the rules that stand beside the counts, counted from 0."""
    found = facts[number]
    more = number + 1 < len(facts)
    return RuleShown(str(found["say"]), str(found["rule"]), found["checked"], bool(found["certain"]), more)
