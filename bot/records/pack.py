"""What an evidence pack is made of, and how its files hang together.

Every record is a file ``records/NUMBER.json`` that holds the SHA-256 of the one before and of its original.
``chain.txt`` is what ``sha256sum`` prints for every file of the pack. So ``sha256sum`` finds a changed file and names
it by its record, and ``jq`` takes the links out of the records for ``sha256sum`` to follow.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.records.chain import ATTACHMENT, Link, link_bytes
from bot.records.entry import Record
from bot.records.masking import masked

CHAIN_FILE = "chain.txt"


@dataclass(frozen=True, slots=True)
class PackedRecord:
    """A record as its file in the pack shows it."""

    record: Record
    content: bytes
    masked: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        return sha256(self.content).hexdigest()


def pack_records(records: Sequence[Record], *, mask: bool, enclosed: Container[int]) -> tuple[PackedRecord, ...]:
    """The records of a pack, linked to each other, oldest first.

    A record whose file is not byte for byte the one kept at the time (something is masked, or an earlier record is
    not in this pack) carries the hash of that one as ``kept``: the unmasked file can be shown later and compared.
    ``enclosed`` numbers the attachments whose originals are in the pack: of any other the hash stays in the body, and
    nothing is listed among the files.
    """
    packed: list[PackedRecord] = []
    before: Link | None = None
    for record in records:
        each = _packed(record, before, mask=mask, enclosed=record.number in enclosed)
        packed.append(each)
        before = Link(record.number, each.sha256)
    return tuple(packed)


def _packed(record: Record, before: Link | None, *, mask: bool, enclosed: bool) -> PackedRecord:
    as_kept = link_bytes(record, before)
    shown, hidden = masked(record) if mask else (record, ())
    left_out = record.kind == ATTACHMENT and not enclosed
    if not hidden and not left_out and sha256(as_kept).hexdigest() == record.sha256:
        return PackedRecord(record, as_kept)
    more: dict[str, object] = {"masked": list(hidden)} if hidden else {}
    if record.sha256:
        more["kept"] = record.sha256
    if left_out:
        more["files"] = []
    return PackedRecord(shown, link_bytes(shown, before, **more), hidden)


def chain_file(hashes: Iterable[tuple[str, str]]) -> bytes:
    """``chain.txt``: hashes and names as ``LC_ALL=C sha256sum */*`` prints them, in the order of the names."""
    rows = sorted((name.encode(), digest) for name, digest in hashes)
    return b"".join(digest.encode() + b"  " + name + b"\n" for name, digest in rows)
