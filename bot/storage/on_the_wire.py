"""Which messages of the outbox were handed to the network: a small file that is written without waiting for the disk.

The database says what was about to be sent; between that and the bytes on the wire lie some milliseconds. What is
written here outlives the end of the process, though not of the machine: it is believed only by the boot that wrote it.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Names this run of the machine (Linux); without it nothing is believed."""

HEADER = 64
SLOT = struct.Struct("<q")
FREE = 0
"""What stands in a slot nobody uses: rows count from 1."""


class OnTheWire:
    """Slots in a file, one for each message under way.

    ``left`` is what an earlier process of this boot had handed over when it ended; None where nothing is known.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._slots: dict[int, int] = {}
        self._free: list[int] = []
        self._boot = _boot()
        self._file: int | None = None
        self.left = _read(path, self._boot)

    def begin_anew(self) -> None:
        """Forget what was left: call it once the database has settled it."""
        self.close()
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(self._file, self._boot.ljust(HEADER, b"\0"))
        os.fsync(self._file)

    def hand_over(self, row: int) -> None:
        """The bytes of this row go to the network now. Raises OSError, and then they must not."""
        if row not in self._slots:
            slot = self._free.pop() if self._free else len(self._slots)
            self._write(slot, row)
            self._slots[row] = slot

    def over(self, row: int) -> None:
        """The database knows what became of it."""
        slot = self._slots.pop(row, None)
        if slot is not None:
            self._free.append(slot)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, slot: int, row: int) -> None:
        if self._file is None:
            self.begin_anew()
        assert self._file is not None  # noqa: S101  (opened just now)
        os.pwrite(self._file, SLOT.pack(row), HEADER + slot * SLOT.size)


def _boot() -> bytes:
    try:
        return BOOT.read_bytes().strip()
    except OSError:
        return b""


def _read(path: Path, boot: bytes) -> frozenset[int] | None:
    try:
        written = path.read_bytes()
    except OSError:
        return None
    if not boot or written[:HEADER].rstrip(b"\0") != boot:
        return None
    return frozenset(_rows(written[HEADER:])) - {FREE}


def _rows(slots: bytes) -> Iterator[int]:
    whole = len(slots) - len(slots) % SLOT.size
    return (row for (row,) in SLOT.iter_unpack(slots[:whole]))
