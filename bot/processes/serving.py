"""The child's side: requests on standard input, answers on standard output, until the input ends.

It bounds its own memory, keeps nothing between two requests, and ends when its peak has grown too large; whoever
started it starts another.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from bot.processes.frames import READY, read_frame, write_frame

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes: of address space, of peak memory after which the child is replaced, and of one request."""

    memory: int
    fat: int
    request: int


def serve(load: Callable[[], Callable[[bytes], bytes]], bounds: Bounds) -> None:
    """Answer requests with what ``load`` gives; it is called once the memory is bounded, and must not raise."""
    source, target = sys.stdin.buffer, _answers_only()
    _bound(bounds.memory)
    answer = load()
    write_frame(target, READY)
    while (request := read_frame(source, bounds.request)) is not None:
        write_frame(target, answer(request))
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE > bounds.fat:
            return


def _bound(memory: int) -> None:
    """No more memory than is agreed, no memory image after a crash, and the bot's own work first."""
    # Not every system lets a process bound its addresses; there the peak is watched all the same.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


def _answers_only() -> BinaryIO:
    """Standard output for answers alone: what a library prints must not come between them, nor reach a log."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    return answers
