"""Papers made in a process of their own, one at a time; the event loop never waits for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.errors import PaperFailed
from bot.language.formatting import Style
from bot.papers.order import Form, order, pack
from bot.processes.child import Child, ChildBusy, ChildDied, ChildHung, Patience

PATIENCE = Patience(answer=20.0, starting=30.0, idle=120.0, waiting=32)
"""A page takes 30 ms, a hundred of them two seconds."""

MADE = b"+"


class Press:
    """Makes papers from the templates of a folder. One for the whole program; close it at the end."""

    def __init__(self, folder: Path, patience: Patience = PATIENCE) -> None:
        self._child = Child("bot.papers.worker", [str(folder)], patience)

    async def render(
        self, template: str, data: Mapping[str, Any], *, form: Form, style: Style, at: datetime, dark: bool = False
    ) -> bytes:
        """A paper as PDF, or its first page as PNG.

        ``data`` holds plain JSON values, every sum and date already in the reader's words; ``at`` is the date
        written into the file. Raises PaperFailed.
        """
        asked = pack(order(template, data, form, style, at, dark=dark))
        try:
            answer = await self._child.ask(asked)
        except (ChildBusy, ChildHung, ChildDied) as fault:
            raise PaperFailed from fault
        if not answer.startswith(MADE):
            raise PaperFailed(f"The template {template!r} cannot be set: {answer[1:].decode()}.")
        return answer[len(MADE) :]

    async def close(self) -> None:
        """End the process."""
        await self._child.close()

    @property
    def process_id(self) -> int | None:
        """The process while there is one."""
        return self._child.process_id
