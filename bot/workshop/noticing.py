"""The privacy notice as a page in the person's script, with the numbers this bot goes by."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.values import Value
from bot.export.notice import notice, notice_page
from bot.workshop.making import Task, Tools

NAME = "privacy.html"
STYLE = "notice.css"


async def make_notice(task: Task, tools: Tools) -> Mapping[str, Value]:
    """Give the id of the file."""
    script = task.style.script
    markdown = notice(tools.content / "notice", script, tools.world().retention, tools.operator)
    style = (tools.content / "pages" / STYLE).read_text("utf-8")
    page = notice_page(markdown, style, script.value.replace("_", "-"))
    return {"file": await task.files.put(page.encode(), name=NAME, mime="text/html")}
