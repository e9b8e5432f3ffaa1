"""The log as it stands: each contact with what was corrected since and the originals that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.language.money import Money
from bot.records.chain import ATTACHMENT, CONTACT, CORRECTION, original_file
from bot.records.entry import Record


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: ``stored`` is its id in the attachment store, ``of`` the contact it belongs to, if any."""

    number: int
    of: int | None
    at: datetime
    stored: str
    sha256: str
    size: int
    ending: str
    what: str

    @property
    def file(self) -> str:
        """Its name in an evidence pack."""
        return original_file(self.number, self.ending)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact, at its own local time. What was not told is none or empty.

    ``said``, ``third`` and the choices hold ids of content/contacts.yaml; ``kept_at`` is when it was written down;
    ``corrected`` numbers the records that changed it, ``added`` those that only told what had been left open.
    """

    number: int
    at: datetime
    approximate: bool
    channel: str
    minutes: str | None = None
    company: str | None = None
    caller: str | None = None
    lender: str | None = None
    said: tuple[str, ...] = ()
    words: str | None = None
    third: tuple[str, ...] = ()
    others: str | None = None
    demanded: Money | None = None
    deadline: date | None = None
    promised: Money | None = None
    promised_day: date | None = None
    outcome: str | None = None
    kept_at: datetime | None = None
    corrected: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    originals: tuple[Original, ...] = ()

    @property
    def is_third(self) -> bool:
        """Whether somebody else was contacted."""
        return bool(self.third or self.others)


def contacts_in(records: Iterable[Record], zone: ZoneInfo) -> tuple[Contact, ...]:
    """The contacts among records, oldest first, corrected; a contact without a zone of its own is shown in ``zone``."""
    kept: dict[int, Record] = {}
    corrected: dict[int, list[int]] = defaultdict(list)
    added: dict[int, list[int]] = defaultdict(list)
    originals: dict[int, list[Original]] = defaultdict(list)
    for record in records:
        of = record.body.get("of")
        if record.kind == CONTACT:
            kept[record.number] = record
        elif record.kind == CORRECTION and of in kept:
            changes = record.body["changes"]
            (added if _only_adds(kept[of], changes) else corrected)[of].append(record.number)
            kept[of] = _with_changes(kept[of], changes)
        elif record.kind == ATTACHMENT and of in kept:
            originals[of].append(original_in(record, zone))
    found = (
        replace(
            _contact(each, zone),
            corrected=tuple(corrected[number]),
            added=tuple(added[number]),
            originals=tuple(originals[number]),
        )
        for number, each in kept.items()
    )
    return tuple(sorted(found, key=lambda contact: (contact.at, contact.number)))


def _only_adds(record: Record, changes: Mapping[str, Any]) -> bool:
    """Whether changes tell only what the record had left open."""
    told = {name for name, value in changes.items() if value}
    return bool(told) and "at" not in told and not any(record.body.get(name) for name in changes)


def _with_changes(record: Record, changes: Mapping[str, Any]) -> Record:
    """The record as a correction leaves it; a change to none takes away what was told."""
    at = changes.get("at") or record.at
    return Record(record.number, record.kind, at, {**record.body, **changes}, record.sha256)


def original_in(record: Record, zone: ZoneInfo) -> Original:
    """The original that an attachment's record stands for, its moment shown in ``zone``."""
    body = record.body
    return Original(
        number=record.number,
        of=body.get("of"),
        at=record.at.astimezone(zone),
        stored=str(body["stored"]),
        sha256=str(body["sha256"]),
        size=int(body["size"]),
        ending=str(body["ending"]),
        what=str(body.get("what") or "document"),
    )


TEXTS = ("minutes", "company", "caller", "lender", "words", "others", "outcome")
PLAIN = ("demanded", "deadline", "promised", "promised_day", "kept_at")


def _contact(record: Record, zone: ZoneInfo) -> Contact:
    body = record.body
    own = ZoneInfo(str(body["zone"])) if body.get("zone") else zone
    told: dict[str, Any] = {name: str(body[name]) for name in TEXTS if body.get(name)}
    told |= {name: body[name] for name in PLAIN if body.get(name) is not None}
    told |= {name: tuple(body[name]) for name in ("said", "third") if body.get(name)}
    return Contact(
        number=record.number,
        at=record.at.astimezone(own),
        approximate=bool(body.get("approximate")),
        channel=str(body.get("channel") or "other"),
        **told,
    )
