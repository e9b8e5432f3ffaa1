"""``paper``: one page or picture set from a template of content/papers, ready to be sent."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.values import Value
from bot.papers.order import Form
from bot.workshop.making import Task, Tools

MIME = {"pdf": "application/pdf", "png": "image/png"}


async def paper(task: Task, tools: Tools) -> Mapping[str, Value]:
    """The file of a payload of ``template``, ``data``, ``form``, ``dark`` and ``name``: its id. Raises PaperFailed."""
    asked = task.payload
    form: Form = "pdf" if asked["form"] == "pdf" else "png"
    made = await tools.press.render(
        asked["template"], asked["data"], form=form, style=task.style, at=task.now, dark=bool(asked["dark"])
    )
    return {"file": await task.files.put(made, name=asked["name"], mime=MIME[form])}
