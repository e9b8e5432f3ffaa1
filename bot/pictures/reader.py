"""Pictures read in a process of their own, one at a time; the event loop never waits for one."""

from __future__ import annotations

from pathlib import Path

from bot.pictures import limits
from bot.pictures.formats import refused_at_once
from bot.pictures.screenshot import Reason, Refusal, Screenshot
from bot.pictures.wire import unpack
from bot.processes.child import Child, ChildBusy, ChildDied, ChildHung, Patience

PATIENCE = Patience(limits.PATIENCE, limits.STARTING, limits.IDLE, limits.WAITING)


class Reader:
    """Reads screenshots. One for the whole program; close it at the end."""

    def __init__(self, words: Path, patience: Patience = PATIENCE, program: str = "bot.pictures.worker") -> None:
        self._child = Child(program, [str(words)], patience)

    async def read(self, data: bytes) -> Screenshot | Refusal:
        """The messages of a picture file, or why there are none. Never raises for what is in the picture."""
        if reason := refused_at_once(data):
            return Refusal(reason)
        try:
            return unpack(await self._child.ask(data))
        except ChildBusy:
            return Refusal(Reason.BUSY)
        except ChildHung:
            return Refusal(Reason.TOO_SLOW)
        except (ChildDied, ValueError, LookupError):
            return Refusal(Reason.FAILED)

    async def close(self) -> None:
        """End the process."""
        await self._child.close()

    @property
    def process_id(self) -> int | None:
        """The reading process while there is one."""
        return self._child.process_id
