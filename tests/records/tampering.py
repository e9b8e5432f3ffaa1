"""Changes to an unpacked pack, each with the record it concerns; None where it concerns none in particular."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NUMBERED = re.compile(r"(?:records|originals)/(\d{6})\.")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, and the record it was done to."""

    what: str
    record: int | None


def number_of(name: str) -> int | None:
    found = NUMBERED.search(name)
    return int(found[1]) if found else None


@contextmanager
def changed(folder: Path, chance: random.Random) -> Iterator[Change]:
    """One change somewhere in the folder, taken back afterwards."""
    kind = chance.choice((flip, flip, flip, flip_chain, insert_byte, drop_byte, drop_file, swap, add_record, drop_line))
    saved = folder.with_name("saved")
    shutil.rmtree(saved, ignore_errors=True)
    shutil.copytree(folder, saved)
    try:
        yield kind(folder, chance)
    finally:
        shutil.rmtree(folder)
        saved.rename(folder)


def _some_file(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in folder.glob("*/*") if number_of(path.as_posix())))


def flip(folder: Path, chance: random.Random) -> Change:
    """Another byte somewhere in a record or an original."""
    path = _some_file(folder, chance)
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    content[at] ^= chance.randrange(1, 256)
    path.write_bytes(content)
    return Change(f"byte {at} of {path.name}", number_of(path.as_posix()))


def flip_chain(folder: Path, chance: random.Random) -> Change:
    """Another byte somewhere in chain.txt."""
    path = folder / "chain.txt"
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    line = bytes(content).splitlines()[content[:at].count(b"\n")]
    content[at] ^= chance.randrange(1, 256)
    path.write_bytes(content)
    return Change(f"byte {at} of chain.txt", number_of(line.decode()))


def insert_byte(folder: Path, chance: random.Random) -> Change:
    """One byte more."""
    path = _some_file(folder, chance)
    content = path.read_bytes()
    at = chance.randrange(len(content) + 1)
    path.write_bytes(content[:at] + chance.randbytes(1) + content[at:])
    return Change(f"a byte more at {at} of {path.name}", number_of(path.as_posix()))


def drop_byte(folder: Path, chance: random.Random) -> Change:
    """One byte less."""
    path = _some_file(folder, chance)
    content = path.read_bytes()
    at = chance.randrange(len(content))
    path.write_bytes(content[:at] + content[at + 1 :])
    return Change(f"a byte less at {at} of {path.name}", number_of(path.as_posix()))


def drop_file(folder: Path, chance: random.Random) -> Change:
    """A record or an original is gone."""
    path = _some_file(folder, chance)
    path.unlink()
    return Change(f"{path.name} gone", number_of(path.as_posix()))


def drop_line(folder: Path, chance: random.Random) -> Change:
    """A record that is not the newest is gone with its line, as somebody would who knows chain.txt."""
    path = chance.choice(sorted((folder / "records").iterdir())[:-1])
    path.unlink()
    chain = folder / "chain.txt"
    kept = [line for line in chain.read_bytes().splitlines(keepends=True) if path.name.encode() not in line]
    chain.write_bytes(b"".join(kept))
    return Change(f"{path.name} gone with its line", number_of(path.as_posix()))


def swap(folder: Path, chance: random.Random) -> Change:
    """Two records in each other's place."""
    one, other = chance.sample(sorted((folder / "records").iterdir()), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return Change(f"{one.name} and {other.name} swapped", number_of(one.as_posix()))


def add_record(folder: Path, chance: random.Random) -> Change:
    """A record nobody kept, made from a real one and put behind the newest."""
    records = sorted((folder / "records").iterdir())
    number = number_of(records[-1].as_posix())
    assert number is not None
    (folder / "records" / f"{number + 1:06}.json").write_bytes(chance.choice(records).read_bytes())
    return Change("a record added", number + 1)
