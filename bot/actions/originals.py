"""Actions on originals: files that belong to an entry of the log, and what may be done with a recording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_extension
from typing import Any

from bot.actions.registry import Context, Done, action
from bot.content.facts import Topic, Verified
from bot.records.chain import ATTACHMENT
from bot.records.entry import NewRecord

ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
"""What a file's name may end in; nothing else of a name goes into a pack."""

HEARD = frozenset({"voice", "audio", "video"})
"""Kinds of file that may hold a recorded call."""

UNKNOWN_ENDING = "bin"


@dataclass(frozen=True, slots=True)
class Attached:
    """How many originals were kept, and whether somebody can be heard in one; none when keeping is not allowed."""

    count: int
    recordings: bool


@dataclass(frozen=True, slots=True)
class RecordingRule:
    """What may be done with a recording where the person lives, and what may not."""

    may: str
    may_not: str
    rule: str
    checked: date
    certain: bool


@action("originals.keep", gives=Attached)
def keep(context: Context, files: list[dict[str, Any]], of: int | None = None) -> Done:
    """Keep files that were sent for good, each as a record of its own that names the entry it belongs to."""
    if not context.session.me.get("consent_records"):
        return Done(Attached(0, recordings=False))
    records = tuple(NewRecord(ATTACHMENT, context.now, _body(context, each, of)) for each in files)
    heard = any(each["kind"] in HEARD for each in files)
    return Done(Attached(len(records), heard), records=records, keep=tuple(str(each["id"]) for each in files))


@action("originals.recording")
def recording(context: Context) -> RecordingRule | None:
    """What may be done with a recording of one's own call, and what may not; none where nothing was checked."""
    facts = context.library.facts_about(context.style.region, Topic.RECORDING)
    found = next((fact for fact in facts if fact.not_mean is not None), None)
    if found is None or found.not_mean is None:
        return None
    may, may_not = context.words(found.say), context.words(found.not_mean)
    return RecordingRule(may, may_not, found.rule, found.checked_on, found.verified is Verified.FOUND)


def _body(context: Context, file: Mapping[str, Any], of: int | None) -> dict[str, Any]:
    return {
        "of": of,
        "stored": str(file["id"]),
        "sha256": str(file["sha256"]),
        "size": int(file["size"]),
        "ending": ending_of(str(file.get("name") or ""), str(file.get("mime") or "")),
        "what": str(file["kind"]),
        "kept_at": context.now,
    }


def ending_of(name: str, mime: str) -> str:
    """What the file is called in a pack ends in this: its own ending, else the one of its type."""
    own = ENDING.search(name)
    guessed = guess_extension(mime) or f".{UNKNOWN_ENDING}"
    return (own[1] if own else guessed.removeprefix(".")).lower()
