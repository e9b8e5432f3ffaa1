"""The process that sets type: ``python -m bot.papers.worker FOLDER``, orders in, files out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.papers.order import unpack
from bot.processes.serving import Bounds, serve

MADE, REFUSED = b"+", b"-"
"""What an answer begins with: the file, or the class of what went wrong."""

MEMORY: Final = 2 * 1024**3
"""Bytes of address space: fonts are mapped, a paper of a hundred pages needs 200 MB."""

FAT: Final = 500 * 1024**2
LARGEST_ORDER: Final = 32 * 1024**2


def _load(folder: Path) -> Callable[[bytes], bytes]:
    from bot.papers.typesetting import Typesetter  # noqa: PLC0415  once the memory is bounded

    typesetter = Typesetter(folder)

    def answer(order: bytes) -> bytes:
        try:
            return MADE + typesetter.set(unpack(order))
        except Exception as fault:  # noqa: BLE001 - typst's own words may quote what the person wrote
            return REFUSED + type(fault).__name__.encode()

    return answer


if __name__ == "__main__":
    serve(lambda: _load(Path(sys.argv[1])), Bounds(MEMORY, FAT, LARGEST_ORDER))
