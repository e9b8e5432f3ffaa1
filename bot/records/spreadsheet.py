"""The log as a table for other programs: CSV in the reader's words, JSON with the ids and the words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

import orjson

from bot.records.contacts import Contact
from bot.records.telling import Teller, shown

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet program may take UTF-8 for something else."""

FORMULA = re.compile(
    r"[\t\r\n]|[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−]"
)
"""A cell that begins so would be reckoned with by some spreadsheet program: what was quoted is only shown."""


def as_csv(teller: Teller, contacts: Sequence[Contact], marks: Mapping[int, str]) -> bytes:
    """One row a contact, the heads in words."""
    names = teller.names
    heads = (names.when, names.channel, names.minutes, names.company, names.caller, names.said, names.words)
    more = (names.third, names.others, names.demanded, names.promised, names.outcome, names.originals, names.kept)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["#", *(teller.words(each) for each in (*heads, *more)), teller.words(names.mark)])
    for contact in contacts:
        writer.writerow([_cell(each) for each in _row(teller, contact, marks)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _row(teller: Teller, contact: Contact, marks: Mapping[int, str]) -> list[str]:
    told = dict(teller.pairs(contact))
    names = teller.names
    about = teller.words(names.about) if contact.approximate else ""
    known = teller.library.contacts
    shown_pairs = (names.company, names.caller, names.said, names.words, names.third, names.others, names.demanded)
    rest = (names.promised, names.outcome, names.originals, names.kept)
    return [
        str(contact.number),
        f"{contact.at.isoformat(' ', 'minutes')}{about}",
        "".join(teller.labels(known.channels, (contact.channel,))),
        "".join(teller.labels(known.lengths, (contact.minutes or "",))),
        *(told.get(teller.words(name), "") for name in (*shown_pairs, *rest)),
        marks.get(contact.number, ""),
    ]


def _cell(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def as_json(teller: Teller, contacts: Sequence[Contact], marks: Mapping[int, str]) -> bytes:
    """Every contact with its own time, its pairs in words and its hash."""
    listed = [
        {
            "number": contact.number,
            "at": contact.at.isoformat(),
            "approximate": contact.approximate,
            "channel": contact.channel,
            "told": {name: shown(text) for name, text in teller.pairs(contact)},
            "originals": [{"file": each.file, "sha256": each.sha256} for each in contact.originals],
            "added": list(contact.added),
            "corrected": list(contact.corrected),
            "sha256": marks.get(contact.number, ""),
        }
        for contact in contacts
    ]
    return orjson.dumps(listed, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
