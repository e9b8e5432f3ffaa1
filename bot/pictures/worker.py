"""The reading process: ``python -m bot.pictures.worker WORDS``, pictures on standard input, answers on standard output.

It bounds its own memory, keeps nothing between two pictures, and ends when its input does or when its peak
has grown too large; whoever started it starts another.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from bot.pictures.limits import FAT, LARGEST_FILE, MEMORY, THREADS
from bot.pictures.screenshot import Reason, Refusal, Screenshot
from bot.pictures.wire import READY, pack, read_frame, write_frame

Answer: TypeAlias = Screenshot | Refusal
KILOBYTE = 1024


def main(words_file: Path) -> None:
    """Read pictures until there are no more."""
    source, target = sys.stdin.buffer, _answers_only()
    _bound()
    read = _load(words_file)
    write_frame(target, READY)
    while (picture := read_frame(source, LARGEST_FILE)) is not None:
        write_frame(target, pack(_answer(read, picture)))
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE > FAT:
            return


def _bound() -> None:
    """No more memory than is agreed, no memory image after a crash, and the bot's own work first."""
    # Not every system lets a process bound its addresses; there the peak is watched all the same.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


def _load(words_file: Path) -> Callable[[bytes], Answer]:
    # Only after the memory is bounded: the libraries and the models are most of it.
    from bot.pictures.reading import PictureReading  # noqa: PLC0415

    return PictureReading(words_file, THREADS).read


def _answer(read: Callable[[bytes], Answer], picture: bytes) -> Answer:
    try:
        return read(picture)
    except Exception:  # noqa: BLE001 - the libraries promise no classes; what went wrong may quote the picture
        return Refusal(Reason.FAILED)


def _answers_only() -> BinaryIO:
    """Standard output for answers alone: what a library prints must not come between them, nor reach a log."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    return answers


if __name__ == "__main__":
    main(Path(sys.argv[1]))
