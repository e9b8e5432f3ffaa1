"""A pack as the files Telegram takes: one ZIP file, or several with an index of which original is where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.records.container import CENTRAL, END, LOCAL
from bot.records.pack import CHAIN_FILE, chain_file

LARGEST_PART = 49_000_000
"""Bytes of one ZIP file: a bot can send 50 MB."""

INDEX_FILE = "papers/parts.txt"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack: made just now, then ``content`` are its bytes, or an original in the store of attachments."""

    name: str
    size: int
    sha256: str
    content: bytes | None = None
    stored: str = ""


def in_memory(name: str, content: bytes) -> PackFile:
    """A file that was just made."""
    return PackFile(name, len(content), sha256(content).hexdigest(), content)


def in_parts(
    made: Sequence[PackFile], originals: Sequence[PackFile], largest: int = LARGEST_PART
) -> tuple[tuple[PackFile, ...], ...]:
    """The files of every part in order; the first holds the chain, the papers and the records.

    With more than one part, an index in the first says which original is in which.
    """
    groups = _shared_out(made, originals, largest)
    if len(groups) > 1:
        made = (*made, in_memory(INDEX_FILE, _index(groups)))
    chain = chain_file((file.name, file.sha256) for file in (*made, *originals))
    first = sorted((*made, *groups[0]), key=lambda file: file.name)
    return ((in_memory(CHAIN_FILE, chain), *first), *(tuple(group) for group in groups[1:]))


def _index(groups: Sequence[Sequence[PackFile]]) -> bytes:
    lines = (f"{number}\t{file.name}\n" for number, group in enumerate(groups, 1) for file in group)
    return "".join(lines).encode()


def _shared_out(made: Sequence[PackFile], originals: Sequence[PackFile], largest: int) -> list[list[PackFile]]:
    """Originals in order over as many parts as they need; what was made counts in the first.

    The chain has a line a file and the index, where there is one, a line an original: room is left for both.
    """
    lines = sum(len(file.name) + 80 for file in (*made, *originals))
    room = largest - 2 * lines - sum(weight(file) for file in made) - 1000
    groups: list[list[PackFile]] = [[]]
    for file in originals:
        if weight(file) > room:
            groups.append([])
            room = largest - END.size
        groups[-1].append(file)
        room -= weight(file)
    return groups


def weight(file: PackFile) -> int:
    """Bytes a file takes in a container, with its header and its row in the list."""
    return file.size + LOCAL.size + CENTRAL.size + 2 * len(file.name)
