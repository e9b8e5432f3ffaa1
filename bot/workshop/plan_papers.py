"""Pictures of a plan and its calendar file: what is in them was worked out by the action, here they are made."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping

from bot.dialogue.values import Value
from bot.workshop.making import Task, Tools


async def picture(task: Task, tools: Tools) -> Mapping[str, Value]:
    """The picture of ``template`` and ``data``. Raises PaperFailed."""
    given = task.payload
    made = await tools.press.render(
        given["template"], given["data"], form="png", style=task.style, at=task.now, dark=bool(given["dark"])
    )
    name = f"{given['template']}.png"
    return {"file": await task.files.put(made, name=name, mime="image/png", kind="photo")}


async def calendar(task: Task, tools: Tools) -> Mapping[str, Value]:  # noqa: ARG001  every handler gets its tools
    """The calendar file."""
    content = b64decode(task.payload["content"])
    return {"file": await task.files.put(content, name="reminders.ics", mime="text/calendar")}
