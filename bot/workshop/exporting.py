"""The export: a page, JSON and the person's files in one ZIP file, written piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import orjson

from bot.dialogue.values import Value
from bot.errors import AttachmentGone
from bot.export.file_names import name_in_archive
from bot.export.page import page
from bot.export.sections import sections_of
from bot.jobs.attachment import Attachment
from bot.records.container import Builder
from bot.workshop.making import CannotMake, Task, Tools

LARGEST = 49 * 1000 * 1000
"""Bytes: a bot may send files of 50 MB (Bot API, sendDocument)."""

NAME = "huankouqi.zip"
"""Says nothing about what is in it: a file name stands in notifications."""

PAGE, DATA = "index.html", "data.json"


async def export(task: Task, tools: Tools) -> Mapping[str, Value]:
    """Give the id of the file, how many records and how many files are in it. Raises CannotMake("too_big")."""
    kept = await tools.everything(task.chat_id)
    if sum(file.size for file in kept.files) > LARGEST:
        raise CannotMake("too_big")
    phones = bool(task.payload["phones"])
    sections = sections_of(kept, phones=phones)
    shown = page(tools.content / "pages", tools.library.export, task.style, sections, task.now, phones=phones)
    draft = task.files.draft(kind="document", name=NAME, mime="application/zip")
    builder = Builder()
    data = orjson.dumps({"made": task.now.isoformat(), **sections}, option=orjson.OPT_INDENT_2)
    for name, content in ((PAGE, shown.encode()), (DATA, data)):
        await draft.write(builder.head(name, crc32(content), len(content)))
        await draft.write(content)
    sent = 0
    for number, file in enumerate(kept.files, start=1):
        checksum = await _checksum(task, file)
        if checksum is None:  # it was only meant to last a while, and its time ended just now
            continue
        await draft.write(builder.head(name_in_archive(number, file), checksum, file.size))
        async for piece in task.files.read(file.id):
            await draft.write(piece)
        sent += 1
    await draft.write(builder.end())
    await draft.close()
    return {"file": draft.id, "records": len(kept.records), "files": sent}


async def _checksum(task: Task, file: Attachment) -> int | None:
    """The CRC a ZIP file wants before the bytes; None when the file is gone."""
    checksum = 0
    try:
        async for piece in task.files.read(file.id):
            checksum = crc32(piece, checksum)
    except AttachmentGone:
        return None
    return checksum
