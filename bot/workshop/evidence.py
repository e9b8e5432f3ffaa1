"""Makes an evidence pack: the paper, the tables, the records in their chain and the originals, as files to send.

What is large is read and written piece by piece: one piece of one original is in memory at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from bot.dialogue.values import Value
from bot.records.chain import ATTACHMENT, SHOWN_DIGITS, record_file
from bot.records.contacts import Original, contacts_in, original_in
from bot.records.container import Builder
from bot.records.pack import PackedRecord, pack_records
from bot.records.parts import PackFile, in_memory, in_parts
from bot.records.report import Reported, report
from bot.records.spreadsheet import as_csv, as_json
from bot.records.telling import Teller
from bot.workshop.files import Files
from bot.workshop.log_reading import Log, read_log
from bot.workshop.making import CannotMake, Kind, Task, Tools

NAME = "evidence"
ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Packed:
    """A log as it goes into a pack."""

    log: Log
    records: tuple[PackedRecord, ...]
    originals: tuple[Original, ...]
    paper: Reported


async def make(task: Task, tools: Tools) -> Mapping[str, Value]:
    """``pdf`` is the paper's file, ``parts`` the ZIP files with the hash of each; ``mark`` begins the hash of the
    newest record's file.
    """
    log = await read_log(task, tools)
    there = await _originals_there(task, log)
    packed = await asyncio.to_thread(_pack, task, log, there)
    data = await asyncio.to_thread(report, log.teller, packed.paper)
    pdf = await tools.press.render(NAME, data, form="pdf", style=task.style, at=task.now)
    files = await asyncio.to_thread(_made, packed, pdf)
    stored = [_stored(original) for original in packed.originals] if packed.paper.enclosed else []
    parts: list[Value] = []
    for number, part in enumerate(in_parts(files, stored), 1):
        parts.append(await _write(task.files, part, f"{NAME}-{task.now:%Y%m%d}-{number}.zip"))
    paper = await task.files.put(pdf, name=f"{NAME}-{task.now:%Y%m%d}.pdf", mime="application/pdf")
    return {
        "pdf": paper,
        "parts": parts,
        "mark": packed.paper.head[:SHOWN_DIGITS],
        "contacts": len(packed.paper.contacts),
        "originals": len(stored),
    }


async def _originals_there(task: Task, log: Log) -> frozenset[int]:
    """The attachments whose original is still in the store, where originals are wanted at all."""
    if not task.payload.get("originals"):
        return frozenset()
    known = {each.id for each in await task.files.all()}
    attachments = (record for record in log.records if record.kind == ATTACHMENT)
    return frozenset(each.number for each in attachments if str(each.body["stored"]) in known)


def _pack(task: Task, log: Log, there: frozenset[int]) -> Packed:
    mask = bool(task.payload.get("mask", True))
    records = pack_records(log.records, mask=mask, enclosed=there)
    marks = {each.record.number: each.sha256 for each in records}
    listed = tuple(original_in(each.record, log.zone) for each in records if each.record.kind == ATTACHMENT)
    paper = Reported(
        contacts=contacts_in([each.record for each in records], log.zone),
        originals=listed,
        marks=marks,
        rules=log.rules,
        lender_known=log.lender is not None,
        head=records[-1].sha256 if records else "",
        made_at=task.now,
        masked=mask,
        enclosed=bool(task.payload.get("originals")),
        company=task.payload.get("company"),
    )
    return Packed(log, records, tuple(each for each in listed if each.number in there), paper)


def _made(packed: Packed, pdf: bytes) -> list[PackFile]:
    """Everything but the originals."""
    teller, paper = packed.log.teller, packed.paper
    made = [in_memory(record_file(each.record.number), each.content) for each in packed.records]
    return [
        *made,
        in_memory("papers/evidence.pdf", pdf),
        in_memory("papers/log.csv", as_csv(teller, paper.contacts, paper.marks)),
        in_memory("papers/log.json", as_json(teller, paper.contacts, paper.marks)),
        in_memory("papers/verify.txt", instructions(teller).encode()),
    ]


def instructions(teller: Teller) -> str:
    """How to check a pack, as a text whose commands can be copied."""
    words = teller.library.evidence
    lines = [teller.words(each) for each in words.proves]
    lines += ["", teller.words(words.verify.before)]
    for step in words.verify.steps:
        lines += ["", f"# {teller.words(step.say)}", step.command]
    return "\n".join([*lines, "", teller.words(words.verify.after), ""])


def _stored(original: Original) -> PackFile:
    return PackFile(original.file, original.size, original.sha256, stored=original.stored)


async def _write(files: Files, part: Sequence[PackFile], name: str) -> dict[str, Value]:
    draft = files.draft(kind="document", name=name, mime=ZIP)
    builder = Builder()
    for file in part:
        if file.content is not None:
            await draft.write(builder.head(file.name, crc32(file.content), file.size) + file.content)
            continue
        await draft.write(builder.head(file.name, await _checked(files, file), file.size))
        async for piece in files.read(file.stored):
            await draft.write(piece)
    await draft.write(builder.end())
    await draft.close()
    return {"file": draft.id, "sha256": draft.attachment.sha256}


async def _checked(files: Files, file: PackFile) -> int:
    """The check sum of a stored original. Raises CannotMake when it is not what its record says."""
    crc, hashed, size = 0, sha256(), 0
    async for piece in files.read(file.stored):
        crc, size = crc32(piece, crc), size + len(piece)
        hashed.update(piece)
    if (hashed.hexdigest(), size) != (file.sha256, file.size):
        raise CannotMake("original_changed")
    return crc


KIND = Kind(make, heavy=True)
