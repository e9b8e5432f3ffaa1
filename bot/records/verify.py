"""Checks an evidence pack, or its unpacked folder: what was changed, and which record it concerns.

Nothing but the pack is needed, neither a database nor a key nor the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

import orjson

from bot.records.container import Entry, read_container
from bot.records.pack import CHAIN_FILE

NUMBERED = re.compile(r"(?:records|originals)/(\d{6})\.")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was packed; ``record`` is the record it concerns, None for none in particular."""

    what: str
    file: str

    @property
    def record(self) -> int | None:
        """The number of the record the file belongs to."""
        found = NUMBERED.match(self.file)
        return int(found[1]) if found else None

    def __str__(self) -> str:
        place = f"record {self.record} ({self.file})" if self.record is not None else self.file
        return f"{place}: {self.what}"


@dataclass(slots=True)
class Contents:
    """What was found in a pack: the hash of every file, the text of the chain and of the records."""

    hashes: dict[str, str] = field(default_factory=dict)
    chain: bytes | None = None
    records: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, name: str, content: bytes) -> None:
        """Note a file. A name seen before is a finding."""
        if name in self.hashes or (name == CHAIN_FILE and self.chain is not None):
            self.findings.append(Finding("is there twice", name))
        if name == CHAIN_FILE:
            self.chain = content
            return
        self.hashes[name] = sha256(content).hexdigest()
        if name.startswith("records/"):
            self.records[name] = content


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome: how much was checked, the hash of the newest record's file, and every finding."""

    records: int
    originals: int
    head: str
    findings: tuple[Finding, ...]


def verify(paths: Sequence[Path]) -> Verified:
    """Check a pack: its ZIP file, all of its parts, or the folder they were unpacked into. Raises OSError."""
    contents = Contents()
    for path in paths:
        if path.is_dir():
            _read_folder(path, contents)
        else:
            _read_zip(path, contents)
    findings = [*contents.findings, *_against_chain(contents), *_links(contents)]
    newest = max(contents.records, default="")
    return Verified(
        records=len(contents.records),
        originals=sum(1 for name in contents.hashes if name.startswith("originals/")),
        head=contents.hashes.get(newest, ""),
        findings=tuple(dict.fromkeys(findings)),
    )


def _read_folder(folder: Path, contents: Contents) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            contents.take(path.relative_to(folder).as_posix(), path.read_bytes())


def _read_zip(path: Path, contents: Contents) -> None:
    with path.open("rb") as source:
        if not path.stat().st_size:
            contents.findings.append(Finding("is empty", path.name))
            return
        with mmap(source.fileno(), 0, access=ACCESS_READ) as data:
            damaged = []
            for found in read_container(data):
                if isinstance(found, Entry):
                    contents.take(found.name, data[found.start : found.end])
                else:
                    damaged.append(found)
    for damage in damaged:
        name = _next_file(contents, damage.file) if damage.after and contents.chain else damage.file
        what = f"the ZIP file is not as it was written at byte {damage.offset}"
        contents.findings.append(Finding(what, name or path.name))


def _next_file(contents: Contents, last: str) -> str:
    """The file that stands after ``last`` in a pack, by its chain."""
    names = [CHAIN_FILE, *(name for _, name in _rows(contents.chain or b""))]
    following = names[names.index(last) + 1 :] if last in names else []
    return following[0] if following else ""


def _rows(chain: bytes) -> list[tuple[str, str]]:
    rows = []
    for line in chain.decode("utf-8", "replace").split("\n"):
        digest, _, name = line.partition("  ")
        if name:
            rows.append((digest, name))
    return rows


def _against_chain(contents: Contents) -> Iterator[Finding]:
    """Files that differ from chain.txt, and lines of chain.txt that no file has."""
    if contents.chain is None:
        yield Finding("is not there, so nothing can be compared", CHAIN_FILE)
        return
    listed = {name: digest for digest, name in _rows(contents.chain)}
    differing = [Finding(f"is not in {CHAIN_FILE}", name) for name in contents.hashes if name not in listed]
    differing += [
        Finding("is missing" if name not in contents.hashes else f"is not what {CHAIN_FILE} says", name)
        for name, digest in listed.items()
        if contents.hashes.get(name) != digest
    ]
    yield from differing or _order(contents, contents.chain)


def _order(contents: Contents, chain: bytes) -> Iterator[Finding]:
    """The first place at which chain.txt is not what its files make it, byte for byte."""
    lines = chain.split(b"\n")
    expected = [f"{contents.hashes[name]}  {name}".encode() for name in sorted(contents.hashes)] + [b""]
    for at, (line, wanted) in enumerate(zip(lines, expected, strict=False)):
        if line != wanted:
            name = wanted.decode().partition("  ")[2] or CHAIN_FILE
            yield Finding(f"line {at + 1} of {CHAIN_FILE} is another than its file makes it", name)
            return
    if len(lines) != len(expected):
        yield Finding("has a line more or less than there are files", CHAIN_FILE)


def _links(contents: Contents) -> Iterator[Finding]:
    """Records that do not follow the one before them, or whose original is another."""
    before = ""
    for name, content in sorted(contents.records.items()):
        try:
            record = orjson.loads(content)
            linked, files = record.get("before") or {}, record.get("files") or []
            pairs = [(str(each["file"]), str(each["sha256"])) for each in files]
        except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
            yield Finding("cannot be read", name)
        else:
            yield from _follows(contents.hashes, name, before, linked)
            yield from _vouches(contents.hashes, name, pairs)
        before = name


def _follows(hashes: Mapping[str, str], name: str, before: str, linked: Mapping[str, str]) -> Iterator[Finding]:
    named = linked.get("file", "")
    if named and named not in hashes:
        yield Finding(f"is missing; {name} follows it", named)
    elif named != before:
        yield Finding(f"does not follow {before or 'nothing'}", name)
    elif before and linked.get("sha256") != hashes[before]:
        yield Finding(f"{name} holds another hash of it", before)


def _vouches(hashes: Mapping[str, str], name: str, files: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    for file, digest in files:
        if hashes.get(file) != digest:
            yield Finding(f"is not the file {name} vouches for" if file in hashes else "is missing", file)
