"""Actions that have the log made into something: a picture, an evidence pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.actions.cards import Item
from bot.actions.log_standing import companies
from bot.actions.logs import contacts
from bot.actions.registry import Context, Done, action
from bot.jobs.job import Job


@dataclass(frozen=True, slots=True)
class Choices:
    """What a picture or a pack can be narrowed to: the companies and what was said of late; whether there is a log."""

    any: bool
    companies: list[Item]
    said: list[Item]


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
    heard = {each for contact in kept for each in contact.said}
    said = [Item(tap.id, context.words(tap.label)) for tap in context.library.contacts.said if tap.id in heard]
    return Choices(bool(kept), companies(context), said)


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
