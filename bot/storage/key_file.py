"""The key file: one JSON object a line, the current key first, readable by its owner only."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from bot.errors import StorageError

SECRET = 32
"""Bytes of an AES-256 key."""

ID = 4
"""Bytes of a key id: enough to tell the few keys of one bot apart."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key; its secret is never shown."""

    id: bytes
    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> Key:
        """A new random key."""
        return cls(os.urandom(ID), os.urandom(SECRET))


def read_keys(path: Path) -> list[Key]:
    """The keys of a file, current first. Raises StorageError when it is open to others, damaged or empty."""
    try:
        _refuse_if_open_to_others(path)
        keys = [_key(line) for line in path.read_bytes().splitlines() if line.strip()]
    except OSError as error:
        raise StorageError(f"The key file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError):
        raise StorageError(f"The key file {path} is damaged: put back your copy of it.") from None
    if not keys:
        raise StorageError(f"The key file {path} is empty: put back your copy of it.")
    return keys


def write_keys(path: Path, keys: Sequence[Key]) -> None:
    """Replace the file, all or nothing, with mode 0600."""
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.writelines(_line(key) for key in keys)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise StorageError(f"The key file {path} cannot be written: {error.strerror}.") from error


def _refuse_if_open_to_others(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise StorageError(f"Others may read the key file {path}: run `chmod 600 {path}` and start again.")


def _line(key: Key) -> bytes:
    return orjson.dumps({"id": key.id.hex(), "key": base64.b64encode(key.secret).decode()}) + b"\n"


def _key(line: bytes) -> Key:
    raw = orjson.loads(line)
    key = Key(bytes.fromhex(raw["id"]), base64.b64decode(raw["key"], validate=True))
    if len(key.id) != ID or len(key.secret) != SECRET:
        raise ValueError("a key has the wrong length")
    return key
