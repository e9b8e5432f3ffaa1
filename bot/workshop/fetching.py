"""``fetch``: a file a person sent is brought from Telegram and kept, with its hash, until a flow wants it for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest

from bot.dialogue.values import Value
from bot.jobs.attachment import Attachment
from bot.jobs.job import LARGEST_FILE
from bot.storage.attachments import Draft
from bot.workshop.making import CannotMake, Task, Tools

UNTIL_WANTED = timedelta(days=1)
"""How long a file is kept that no flow has kept yet: a conversation may be left for a night."""

TOO_BIG = "file is too big"
"""What getFile says of files over 20 MB."""


async def fetch(task: Task, tools: Tools) -> Mapping[str, Value]:
    """The file of the payload as a record: id, kind, name, mime, size, sha256. Raises CannotMake("too_big")."""
    draft = await fetched(task, tools, task.payload)
    return {"file": as_record(draft.attachment)}


async def fetched(task: Task, tools: Tools, file: Mapping[str, Any]) -> Draft:
    """Bring a file here, a piece at a time, whatever Telegram said of its size.

    Raises CannotMake("too_big") or ("full"), a ``telegram.error`` when the network fails, OSError when the disk does.
    """
    if sum(kept.size for kept in await task.files.all()) + int(file.get("size") or 0) > tools.room:
        raise CannotMake("full")
    draft = task.files.draft(kind=file["kind"], name=file["name"], mime=file["mime"], lasts=UNTIL_WANTED)
    path = await _path(tools, file["file_id"])
    size = 0
    async for piece in tools.telegram.download(path):
        size += len(piece)
        if size > LARGEST_FILE:
            raise CannotMake("too_big")
        await draft.write(piece)
    await draft.close()
    return draft


async def _path(tools: Tools, file_id: str) -> str:
    try:
        return await tools.telegram.file_path(file_id)
    except BadRequest as refused:
        if TOO_BIG in str(refused).lower():
            raise CannotMake("too_big") from refused
        raise  # "wrong file_id or the file is temporarily unavailable": it may be there the next time


def as_record(kept: Attachment) -> dict[str, Value]:
    """A file as flows see it."""
    return {
        "id": kept.id,
        "kind": kept.kind,
        "name": kept.name,
        "mime": kept.mime,
        "size": kept.size,
        "sha256": kept.sha256,
    }
