"""Pictures read in a process of their own, one at a time; the event loop never waits for one.

The process starts with the first picture, ends when none has come for a while, and is killed and replaced
when it hangs. Pictures travel through pipes: nothing is written to disk, nothing about them is logged.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.pictures import limits
from bot.pictures.formats import refused_at_once
from bot.pictures.screenshot import Reason, Refusal, Screenshot
from bot.pictures.wire import LENGTH, receive_frame, unpack

GONE = (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError, ValueError, LookupError)
"""How a process that has ended, or speaks nonsense, shows."""

GRACE = 5.0
"""Seconds a process has to end of itself."""

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""Environment of the reading process: no token and no key, whatever a picture makes a library do."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, and how many pictures may wait."""

    picture: float = limits.PATIENCE
    starting: float = limits.STARTING
    idle: float = limits.IDLE
    waiting: int = limits.WAITING


class Reader:
    """Reads screenshots. One for the whole program; close it at the end."""

    def __init__(self, words: Path, patience: Patience | None = None, program: str = "bot.pictures.worker") -> None:
        self._words, self._program = words, program
        self._patience = patience or Patience()
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: asyncio.subprocess.Process | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def read(self, data: bytes) -> Screenshot | Refusal:
        """The messages of a picture file, or why there are none. Never raises for what is in the picture."""
        if reason := refused_at_once(data):
            return Refusal(reason)
        if self._waiting >= self._patience.waiting:
            return Refusal(Reason.BUSY)
        self._waiting += 1
        try:
            async with self._turn:
                return await self._read(data)
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
        """The reading process while there is one."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def _read(self, data: bytes) -> Screenshot | Refusal:
        self._stay()
        try:
            was_there = self.process_id is not None
            answer = await self._tried(data)
            # An older process may just have ended of itself; that is not the picture's fault.
            if answer is None and was_there:
                answer = await self._tried(data)
            return answer or Refusal(Reason.FAILED)
        except TimeoutError:
            await self._kill()
            return Refusal(Reason.TOO_SLOW)
        except asyncio.CancelledError:
            # Its answer would be taken for the next picture's.
            await self._kill()
            raise
        finally:
            self._leave_later()

    async def _tried(self, data: bytes) -> Screenshot | Refusal | None:
        """The answer, None when the process ended without one. Raises TimeoutError."""
        try:
            process = await self._started()
            async with asyncio.timeout(self._patience.picture):
                return await _asked(process, data)
        except GONE:
            await self._kill()
            return None

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        command = (sys.executable, "-m", self._program, str(self._words))
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=nothing, env=surroundings()
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
    """The environment of the reading process."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


async def _asked(process: asyncio.subprocess.Process, data: bytes) -> Screenshot | Refusal:
    pipe = process.stdin
    if pipe is None:
        raise BrokenPipeError
    pipe.write(LENGTH.pack(len(data)))
    pipe.write(data)
    await pipe.drain()
    return unpack(await receive_frame(_pipe(process.stdout)))


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
