"""The ZIP file of an evidence pack, written in one way only: stored, no dates, no comments, files in order.

Because nothing in it is free, every byte of it can be checked against the files it holds: a change in what a reader
would skip is found too. Any program that opens ZIP files opens it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from mmap import mmap
from zlib import crc32

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")

VERSION = 20
UTF8_NAMES = 0x0800
NO_TIME, NO_DATE = 0, 33
"""Midnight of the first of January 1980, the earliest a ZIP file can say."""

REGULAR_FILE = 0o100644 << 16
MADE_ON_UNIX = 3 << 8 | VERSION

Bytes = bytes | mmap


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the container: ``offset`` is where its header begins, ``start`` where its bytes do."""

    name: str
    offset: int
    crc: int
    size: int

    @property
    def start(self) -> int:
        """Where its own bytes begin."""
        return self.offset + LOCAL.size + len(self.name.encode())

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + self.size


class Builder:
    """Gives the bytes between the files of a container, in order; nothing written has to be changed afterwards."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def head(self, name: str, crc: int, size: int) -> bytes:
        """What to write before the bytes of the next file."""
        offset = self._entries[-1].end if self._entries else 0
        self._entries.append(Entry(name, offset, crc, size))
        return header(name, crc, size)

    def end(self) -> bytes:
        """What to write after the last file."""
        return directory(self._entries)


def header(name: str, crc: int, size: int) -> bytes:
    """What stands before a file's bytes."""
    raw = name.encode()
    fixed = LOCAL.pack(b"PK\3\4", VERSION, UTF8_NAMES, 0, NO_TIME, NO_DATE, crc, size, size, len(raw), 0)
    return fixed + raw


def directory(entries: Iterable[Entry]) -> bytes:
    """What stands after the last file: the list of all of them, and where it begins."""
    listed = list(entries)
    rows = b"".join(directory_row(entry) for entry in listed)
    begins = listed[-1].end if listed else 0
    return rows + END.pack(b"PK\5\6", 0, 0, len(listed), len(listed), len(rows), begins, 0)


def directory_row(entry: Entry) -> bytes:
    """A file's row in the list at the end."""
    raw = entry.name.encode()
    size, crc = entry.size, entry.crc
    fixed = (b"PK\1\2", MADE_ON_UNIX, VERSION, UTF8_NAMES, 0, NO_TIME, NO_DATE, crc, size, size, len(raw))
    return CENTRAL.pack(*fixed, 0, 0, 0, 0, REGULAR_FILE, entry.offset) + raw


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in the container, outside the bytes of its files, that is not as it was written.

    ``file`` is the file it belongs to, or, with ``after``, the file it stands behind ("" at the beginning).
    """

    offset: int
    file: str
    after: bool = False


def read_container(data: Bytes) -> Iterator[Entry | Damage]:
    """The files of a container in order, and what is damaged between them. ``data`` may be a memory map."""
    entries: list[Entry] = []
    position, whole = 0, True
    while data[position : position + 4] not in {b"PK\1\2", b"PK\5\6", b""}:
        entry = _entry_at(data, position)
        if entry is None:
            whole = False
            yield Damage(position, entries[-1].name if entries else "", after=True)
            position = data.find(b"PK\3\4", position + 1)
            if position < 0:
                return
            continue
        entries.append(entry)
        yield entry
        if crc32(data[entry.start : entry.end]) != entry.crc:
            yield Damage(entry.offset, entry.name)
        position = entry.end
    if whole:
        yield from _damage_at_the_end(data[position:], entries, position)


def _entry_at(data: Bytes, position: int) -> Entry | None:
    """The file whose header begins here; None where there is no header as we write it."""
    head = data[position : position + LOCAL.size]
    if len(head) < LOCAL.size:
        return None
    fields = LOCAL.unpack(head)
    crc, size, long_name = fields[6], fields[8], fields[9]
    raw = data[position + LOCAL.size : position + LOCAL.size + long_name]
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        return None
    start = position + LOCAL.size + len(raw)
    if header(name, crc, size) != head + raw or start + size > len(data):
        return None
    return Entry(name, position, crc, size)


def _damage_at_the_end(found: bytes, entries: list[Entry], position: int) -> Iterator[Damage]:
    """Compare the list at the end; a difference belongs to the file whose row it is in."""
    expected = directory(entries)
    if found == expected:
        return
    at = next((i for i, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]), len(expected))
    row = 0
    for entry in entries:
        row += len(directory_row(entry))
        if at < row:
            yield Damage(position + at, entry.name)
            return
    yield Damage(position + at, "", after=True)
