"""``plan_file``: a calendar file; what is in it was worked out by the action, here it becomes a file to be sent."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping

from bot.dialogue.values import Value
from bot.workshop.making import Task, Tools


async def calendar(task: Task, tools: Tools) -> Mapping[str, Value]:  # noqa: ARG001  every handler gets its tools
    """The file of a payload of ``content`` (base64): its id."""
    content = b64decode(task.payload["content"])
    return {"file": await task.files.put(content, name="reminders.ics", mime="text/calendar")}
