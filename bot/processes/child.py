"""A child process that answers one request at a time; the event loop never waits for it.

It starts with the first request, ends when none has come for a while, and is killed and replaced when it hangs.
What is asked travels through pipes: nothing is written to disk, nothing about it is logged.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bot.processes.frames import LENGTH, receive_frame

GONE = (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError, ValueError)
"""How a process that has ended, or speaks nonsense, shows."""

GRACE = 5.0
"""Seconds a process has to end of itself."""

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""Environment of a child: no token and no key, whatever a file makes a library do."""


class ChildBusy(Exception):
    """Too many requests wait for it already."""


class ChildHung(Exception):
    """It took longer than its patience and was killed."""


class ChildDied(Exception):
    """It ended without an answer, twice."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for an answer, for the start and until an idle child leaves; how many requests may wait."""

    answer: float
    starting: float
    idle: float
    waiting: int


class Child:
    """One child of the program ``python -m PROGRAM ARGUMENTS``; close it at the end."""

    def __init__(self, program: str, arguments: Sequence[str], patience: Patience) -> None:
        self._command = (sys.executable, "-m", program, *arguments)
        self._patience = patience
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: asyncio.subprocess.Process | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def ask(self, request: bytes) -> bytes:
        """Its answer. Raises ChildBusy, ChildHung, ChildDied."""
        if self._waiting >= self._patience.waiting:
            raise ChildBusy
        self._waiting += 1
        try:
            async with self._turn:
                return await self._ask(request)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process."""
        self._stay()
        await self._kill()
        if self._leaving is not None:
            await self._leaving

    @property
    def process_id(self) -> int | None:
        """The process while there is one."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def _ask(self, request: bytes) -> bytes:
        self._stay()
        try:
            was_there = self.process_id is not None
            answer = await self._tried(request)
            # An older process may just have ended of itself; that is not the request's fault.
            if answer is None and was_there:
                answer = await self._tried(request)
        except TimeoutError:
            await self._kill()
            raise ChildHung from None
        except asyncio.CancelledError:
            # Its answer would be taken for the next request's.
            await self._kill()
            raise
        finally:
            self._leave_later()
        if answer is None:
            raise ChildDied
        return answer

    async def _tried(self, request: bytes) -> bytes | None:
        """The answer, None when the process ended without one. Raises TimeoutError."""
        try:
            process = await self._started()
            async with asyncio.timeout(self._patience.answer):
                return await _asked(process, request)
        except GONE:
            await self._kill()
            return None

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=nothing, env=surroundings()
        )
        async with asyncio.timeout(self._patience.starting):
            await receive_frame(_pipe(self._process.stdout))
        return self._process

    def _leave_later(self) -> None:
        if self.process_id is not None:
            self._ending = asyncio.get_running_loop().call_later(self._patience.idle, self._leave)

    def _leave(self) -> None:
        if self._process is not None and not self._turn.locked():
            process, self._process = self._process, None
            self._leaving = asyncio.create_task(_ended(process))

    def _stay(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def surroundings() -> dict[str, str]:
    """The environment of a child."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


async def _asked(process: asyncio.subprocess.Process, request: bytes) -> bytes:
    pipe = process.stdin
    if pipe is None:
        raise BrokenPipeError
    pipe.write(LENGTH.pack(len(request)))
    pipe.write(request)
    await pipe.drain()
    return await receive_frame(_pipe(process.stdout))


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Let it go: it ends by itself at the end of its input, and is killed when it does not."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(GRACE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _pipe(stream: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if stream is None:
        raise BrokenPipeError
    return stream
