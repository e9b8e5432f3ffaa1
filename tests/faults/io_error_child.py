"""A bot and its sandbox in one process whose disk really fails from a moment on: ``io_error_child FOLDER WHEN SAID``.

No file may be written beyond its first bytes any more (RLIMIT_FSIZE), so SQLite gets EFBIG and reports a disk I/O
error. WHEN is "at_once", "after_receive" (the update is kept, its turn is not) or "after_commit" (the turn is kept, its
messages cannot be marked as being sent). Prints what the person got after SAID, until the number of a crisis line came.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.sandbox import Sandbox
from tests.faults.test_lifeline import answer, talking
from tests.simulated.stage import served

LARGEST = 512
"""Bytes a file may have: SQLite writes nothing less."""


def fail_from_now() -> None:
    """The disk is as good as broken."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, hard))


def failing_after(operation: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def then_fails(*given: Any, **more: Any) -> Any:
        kept = await operation(*given, **more)
        fail_from_now()
        return kept

    return then_fails


async def main(folder: Path, when: str, said: str) -> None:
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, folder) as bot:
        await answer(sandbox, person, "/start", wanted=bool)
        await bot.idle()
        store: Any = bot.storage.store
        match when:
            case "after_receive":
                store.receive = failing_after(store.receive)
            case "after_commit":
                store.commit = failing_after(store.commit)
            case _:
                fail_from_now()
        print(await answer(sandbox, person, said, wanted=lambda text: "12356" in text), flush=True)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        assert soft == LARGEST, "the disk never failed"
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
