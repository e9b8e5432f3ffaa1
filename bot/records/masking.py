"""What of a record is not the person's own: masked in a pack unless they decide otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.records.chain import CONTACT, CORRECTION
from bot.records.entry import Record

HIDDEN = "■■■"

WHOLE = ("others",)
"""Masked as a whole: what was told about others."""

LEFT_OUT = ("promised", "promised_day")
"""Left out: what the person promised speaks of the debt, not of how it was collected."""

IN_PART = ("words",)
"""Only the numbers in them are masked."""

PHONE = re.compile(r"(?<![\w.])\+?\d(?:[ -]?\d){6,17}(?![\w.])", re.ASCII)
"""Seven digits or more, however they are grouped: a telephone, an account, a document."""


def masked(record: Record) -> tuple[Record, tuple[str, ...]]:
    """The record as others may see it, and the names of the fields that were masked in it."""
    if record.kind == CONTACT:
        body, hidden = _masked(record.body)
    elif record.kind == CORRECTION:
        changes, hidden = _masked(record.body["changes"])
        body = {**record.body, "changes": changes}
    else:
        return record, ()
    return Record(record.number, record.kind, record.at, body), hidden


def _masked(body: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    shown = dict(body)
    own = str(body.get("caller") or "")
    for name in WHOLE:
        if body.get(name) is not None:
            shown[name] = HIDDEN
    for name in LEFT_OUT:
        shown.pop(name, None)
    for name in IN_PART:
        if body.get(name):
            shown[name] = without_numbers(str(body[name]), own)
    every = (*WHOLE, *LEFT_OUT, *IN_PART)
    return shown, tuple(sorted(name for name in every if shown.get(name) != body.get(name)))


def without_numbers(text: str, caller: str = "") -> str:
    """A text with long numbers shortened to their ends; the number the collector calls from stays."""
    known = _digits(caller)

    def shorten(found: re.Match[str]) -> str:
        number = _digits(found[0])
        return found[0] if known and number in known else f"{number[:2]}{HIDDEN}{number[-2:]}"

    return PHONE.sub(shorten, text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
