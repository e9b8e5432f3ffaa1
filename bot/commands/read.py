"""python -m bot read amounts | dates | replies | pictures."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import orjson

from bot.assembly import HOME
from bot.commands.jsonl import answer_lines
from bot.content.library import load_library
from bot.content.replies import ReplyRules
from bot.errors import BotError
from bot.language.region import Region
from bot.language.understanding import Readers, load_readers
from bot.pictures.reader import Reader
from bot.pictures.screenshot import Refusal, Screenshot
from bot.rehearsal.behaviours import read_reply


class NoPicture(BotError):
    """Name the picture files to read, as `python -m bot read pictures FILE…`."""


def execute(asked: Namespace) -> int:
    """Answer standard input, or for pictures the files named."""
    if asked.what == "pictures":
        return asyncio.run(_read_pictures(asked.files))
    readers = load_readers(HOME.content)
    if asked.what == "amounts":
        return answer_lines(lambda line: read_amount(readers, line))
    if asked.what == "dates":
        return answer_lines(lambda line: read_date(readers, line))
    rules = load_library(HOME.content).replies
    return answer_lines(lambda line: read_reply_line(readers, rules, line))


def read_amount(readers: Readers, line: dict[str, Any]) -> dict[str, Any]:
    """One amount: {"id", "value", "currency", "ambiguous"}."""
    read = readers.amount(str(line.get("text", "")), region_of(line))
    return {
        "id": line.get("id"),
        "value": _number(read.value),
        "currency": read.currency,
        "ambiguous": read.ambiguous,
    }


def read_date(readers: Readers, line: dict[str, Any]) -> dict[str, Any]:
    """One date: {"id", "date", "recurring", "ambiguous"}; today unless the line says otherwise."""
    today = date.fromisoformat(line["today"]) if line.get("today") else date.today()  # noqa: DTZ011 - the caller's day
    read = readers.date(str(line.get("text", "")), today, region_of(line))
    day = None if read.date is None else read.date.isoformat()
    return {"id": line.get("id"), "date": day, "recurring": read.recurring, "ambiguous": read.ambiguous}


def read_reply_line(readers: Readers, rules: ReplyRules, line: dict[str, Any]) -> dict[str, Any]:
    """One reply in a rehearsal: {"id", "behaviours": {name: bool}, "proposed": the sum of its offer or null}."""
    region = region_of(line)
    reply = str(line.get("reply") or line.get("text") or "")
    read = read_reply(
        reply, str(line.get("move") or ""), _cap(line.get("cap")), rules, lambda text: readers.amount(text, region)
    )
    return {"id": line.get("id"), "behaviours": read.behaviours(), "proposed": _number(read.proposed)}


def _cap(given: Any) -> Decimal | None:
    """The most a month, from a number, a text or {"amount"}; None for anything else."""
    value = given.get("amount", given.get("value")) if isinstance(given, dict) else given
    try:
        return None if value is None else Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


async def _read_pictures(files: Sequence[Path]) -> int:
    """One line a picture, in their order. Raises NoPicture when none is named or one is not there."""
    if not files:
        raise NoPicture
    if missing := next((file for file in files if not file.is_file()), None):
        raise NoPicture(f"{missing} is not a file: name picture files that can be read.")
    reader = Reader(HOME.content / "reading" / "screenshots.yaml")
    try:
        for file in files:
            line = read_picture(file, await reader.read(file.read_bytes()))
            sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
            sys.stdout.buffer.flush()
    finally:
        await reader.close()
    return 0


def read_picture(file: Path, read: Screenshot | Refusal) -> dict[str, Any]:
    """One picture: {"file", "messages": [{"from", "text"}]}, with "refused" and its reason when it was not read."""
    if isinstance(read, Refusal):
        return {"file": str(file), "messages": [], "refused": read.reason.value}
    messages = [{"from": message.sender.value, "text": message.text} for message in read.messages]
    return {"file": str(file), "messages": messages}


def region_of(line: dict[str, Any]) -> Region:
    """The line's region; the mainland where it names none that is known."""
    try:
        return Region(str(line.get("region") or Region.MAINLAND))
    except ValueError:
        return Region.OTHER


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
