"""The reading process: ``python -m bot.pictures.worker WORDS``, pictures in, their messages out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from bot.pictures.limits import FAT, LARGEST_FILE, MEMORY, THREADS
from bot.pictures.screenshot import Reason, Refusal
from bot.pictures.wire import pack
from bot.processes.serving import Bounds, serve


def _load(words_file: Path) -> Callable[[bytes], bytes]:
    # Only after the memory is bounded: the libraries and the models are most of it.
    from bot.pictures.reading import PictureReading  # noqa: PLC0415

    reading = PictureReading(words_file, THREADS)

    def answer(picture: bytes) -> bytes:
        try:
            return pack(reading.read(picture))
        except Exception:  # noqa: BLE001 - the libraries promise no classes; what went wrong may quote the picture
            return pack(Refusal(Reason.FAILED))

    return answer


if __name__ == "__main__":
    serve(lambda: _load(Path(sys.argv[1])), Bounds(MEMORY, FAT, LARGEST_FILE))
